// Makes the whole upload area a drop target and says which files were taken, before anything is sent.

const area = document.querySelector("[data-drop]");
const input = area.querySelector("input[type=file]");
const chosen = area.querySelector("[data-chosen]");
const limit = Number(input.dataset.limit);

area.addEventListener("dragover", (event) => {
  event.preventDefault();
  area.classList.add("over");
});
area.addEventListener("dragleave", () => area.classList.remove("over"));
area.addEventListener("drop", (event) => {
  event.preventDefault();
  area.classList.remove("over");
  input.files = event.dataTransfer.files;
  describe();
});
input.addEventListener("change", describe);
input.form.addEventListener("submit", () => {
  if (input.files.length) chosen.textContent = `Sending ${[...input.files].map((file) => file.name).join(", ")} …`;
});

function describe() {
  const files = [...input.files];
  const tooLarge = files.some((file) => file.size > limit);
  input.setCustomValidity(tooLarge ? `Nothing may be larger than ${megabytes(limit)}.` : "");
  if (tooLarge) input.reportValidity();
  chosen.textContent = files.map((file) => `${file.name}: ${megabytes(file.size)}`).join(", ");
}

function megabytes(bytes) {
  return bytes < 1048576 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
}
