// What was typed into the forms of a page but not sent, by address and field.

function fieldsOf(root) {
  return [...root.querySelectorAll("textarea, input:not([type=hidden])")].filter((field) => field.form);
}

function keyOf(field) {
  return `${field.form.action} ${field.name}`;
}

export function remember(root, unsent) {
  for (const field of fieldsOf(root)) {
    if (field.value !== field.defaultValue) unsent.set(keyOf(field), field.value);
    else unsent.delete(keyOf(field));
  }
}

export function restore(root, unsent) {
  for (const field of fieldsOf(root).filter((field) => unsent.has(keyOf(field)))) {
    field.value = unsent.get(keyOf(field));
    field.closest("details")?.setAttribute("open", "");
  }
}
