// A list above the field, of commands or of what can stand behind one. The keyboard stays in the
// field: arrows move through the list, Enter takes, Escape closes (ARIA's combobox pattern).

import { make } from "/page/elements.js";

const STEPS = { ArrowDown: 1, ArrowUp: -1 };

export class Suggestions {
  #choices = [];
  #active = -1;

  constructor({ box, list, count, onChosen }) {
    Object.assign(this, { box, list, count, onChosen });
    // A press must not take the focus out of the field: that would close the list under it.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", ({ target }) => this.#take(target.closest("[role=option]")));
    box.addEventListener("blur", () => this.close());
  }

  // Each with a `label` and perhaps a `note`.
  show(choices, { label, count }) {
    this.#choices = choices;
    this.#active = -1;
    this.list.replaceChildren(...choices.map(option));
    this.list.setAttribute("aria-label", label);
    this.list.hidden = !choices.length;
    this.list.scrollTop = 0;
    this.count.textContent = choices.length ? count : "";
    this.#tell();
  }

  close() {
    if (!this.list.hidden) this.show([], { label: "", count: "" });
  }

  // Whether the key was meant for the list.
  takes(event) {
    if (this.list.hidden || event.isComposing) return false;
    if (event.key in STEPS) this.#move(STEPS[event.key]);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && this.#active >= 0) this.#take(this.#options[this.#active]);
    else return false;
    return true;
  }

  get #options() {
    return [...this.list.children];
  }

  // Beyond either end lies the field itself.
  #move(step) {
    const places = this.#choices.length + 1;
    this.#active = ((this.#active + 1 + step + places) % places) - 1;
    this.#tell();
    this.#options[this.#active]?.scrollIntoView({ block: "nearest" });
  }

  #take(option) {
    const choice = this.#choices[this.#options.indexOf(option)];
    if (!choice) return;
    this.close();
    this.onChosen(choice);
  }

  // A field of several lines is a combobox only while it has a list.
  #tell() {
    const active = this.#options[this.#active];
    for (const each of this.#options) each.setAttribute("aria-selected", String(each === active));
    const open = !this.list.hidden;
    const properties = {
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "true",
      "aria-controls": this.list.id,
      "aria-activedescendant": active?.id,
    };
    for (const [name, value] of Object.entries(properties)) {
      if (open && value) this.box.setAttribute(name, value);
      else this.box.removeAttribute(name);
    }
  }
}

function option({ label, note }, index) {
  const properties = { role: "option", id: `hint-${index}`, "aria-selected": "false" };
  return make("div", properties, make("b", { text: label }), note && make("span", { text: note }));
}
