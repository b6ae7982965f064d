// Whoever leaves a long form that holds words which are not saved is asked first. For forms with `data-unsaved`: it is
// "yes" where the page shows what could not be saved. Without JavaScript the pages work all the same.
const form = document.querySelector("form[data-unsaved]");
let isSending = false;

function differs(field) {
  if (field.type === "hidden") return false;
  if (field.options) return field.selectedIndex !== Math.max(0, [...field.options].findIndex((one) => one.defaultSelected));
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  return "defaultValue" in field && field.value !== field.defaultValue;
}

form?.addEventListener("submit", (event) => {
  isSending = event.submitter?.formTarget !== "_blank"; // a preview opens beside the page
});
addEventListener("pageshow", () => {
  isSending = false; // here again by the browser's own button
});
addEventListener("beforeunload", (event) => {
  if (form && !isSending && (form.dataset.unsaved === "yes" || [...form.elements].some(differs))) event.preventDefault();
});
