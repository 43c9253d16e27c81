// The language that the browser asks for, and the one in which Mien answers.

const COOKIE = "mien_language";
const AGE_S = 180 * 24 * 60 * 60;

// Of those that Mien speaks; the first where the browser asks for none of them.
export function browserLanguage(spoken) {
  const wished = navigator.languages.map((tag) => tag.split("-")[0].toLowerCase());
  return wished.find((each) => spoken.includes(each)) ?? spoken[0];
}

// The server brings the page in it from the next load on. Nothing is kept where the browser asks
// for no other.
export function rememberLanguage(answered, asked) {
  write(answered, answered === asked ? 0 : AGE_S);
}

export function forgetLanguage() {
  write("", 0);
}

function write(language, age) {
  document.cookie = `${COOKIE}=${language}; Max-Age=${age}; Path=/; SameSite=Strict`;
}
