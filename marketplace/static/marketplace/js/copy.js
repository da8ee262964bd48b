// Adds a copy button to every command and prompt. Without JavaScript the text is there to be selected.

for (const command of document.querySelectorAll("[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy";
  const what = command.dataset.copy || `the command ${command.textContent.trim()}`;
  button.setAttribute("aria-label", `Copy ${what}`);
  const status = document.createElement("span");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    const copied = await copy(command);
    button.textContent = copied ? "Copied" : "Selected";
    status.textContent = copied ? "Copied" : "Selected: press Ctrl+C to copy";
    setTimeout(() => {
      button.textContent = "Copy";
      status.textContent = "";
    }, 2500);
  });
  command.closest(".command").append(button, status);
}

// The clipboard is closed to pages on plain HTTP; there the command is selected for the reader to copy.
async function copy(element) {
  try {
    await navigator.clipboard.writeText(element.textContent.trim());
    return true;
  } catch {
    getSelection().selectAllChildren(element);
    return false;
  }
}
