// Where the keyboard goes when the message that it is in changes.

// What has the focus now, and how to give it to its successor; undefined where nothing has.
export function focusedIn(log) {
  const element = document.activeElement;
  const message = log.contains(element) ? element.closest("[data-message]") : null;
  if (!message) return undefined;
  const { action } = element.dataset;
  const before = actionsOf(message);
  return { restore: (shown) => restore({ element, message, action, before }, shown) };
}

function restore({ element, message, action, before }, shown) {
  // Nothing of what was pressed is left, as when all was forgotten.
  if (!message.isConnected) return shown.focus();
  if (element.isConnected && element.dataset.action === action) return;
  const buttons = [...message.querySelectorAll("[data-action]")];
  const same = buttons.find((button) => button.dataset.action === action);
  // A switch carries another action once it is pressed, in the place where it was.
  const menuStays = buttons.some((button) => before.includes(button.dataset.action));
  const inPlace = menuStays && element.isConnected && element.dataset.action ? element : null;
  (same ?? inPlace ?? entryOf(buttons) ?? message).focus();
}

// Of another menu: what is chosen there, or where it starts.
function entryOf(buttons) {
  return buttons.find((button) => button.getAttribute("aria-pressed") === "true") ?? buttons[0];
}

function actionsOf(message) {
  return [...message.querySelectorAll("[data-action]")].map(({ dataset }) => dataset.action);
}
