// Makes the whole upload area a drop target and says which files were taken, before anything is sent.

const area = document.querySelector("[data-drop]");
const input = area.querySelector("input[type=file]");
const chosen = area.querySelector("[data-chosen]");
const { limit, together, most } = input.dataset;

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

// What will not be taken is let go of at once: with it the answers beside it would be turned away.
function describe() {
  const files = [...input.files];
  const refusal = whyNot(files);
  if (refusal) input.value = "";
  chosen.textContent = files.map((file) => `${file.name}: ${megabytes(file.size)}`).join(", ") + refusal;
}

function whyNot(files) {
  const sum = files.reduce((bytes, file) => bytes + file.size, 0);
  if (files.some((file) => file.size > limit)) return `. Not taken: nothing may be larger than ${megabytes(limit)}.`;
  if (files.length > most) return `. Not taken: at most ${most} files can come at once.`;
  if (sum > together) return `. Not taken: together they may have at most ${megabytes(together)}.`;
  return "";
}

function megabytes(bytes) {
  return bytes < 1048576 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
}
