// Saves answers in the background: after a pause, and when a field is left. What is not saved yet also stands in
// this browser's own storage, so that a lost connection, an ended sign-in or a closed window costs no word.

const PAUSE = 1000;
const RETRY = 5000;

const form = document.querySelector("[data-autosave]");
const status = form.querySelector("[data-saved]");
const revision = form.elements.revision;
const key = () => `ctxpack:${location.pathname}`;
let timer;
let saving = false;
let again = false;
let undecided = 0;

restore();
form.addEventListener("input", () => {
  keep();
  later(PAUSE);
});
form.addEventListener("change", () => {
  keep();
  later(0);
});
form.addEventListener("submit", () => {
  clearTimeout(timer);
  again = false;
});
addEventListener("online", () => localStorage.getItem(key()) && later(0));
focusOnItem();

function later(pause) {
  clearTimeout(timer);
  timer = setTimeout(save, pause);
}

function answers() {
  const sent = new FormData(form);
  sent.delete("csrfmiddlewaretoken");
  sent.delete("revision");
  return Object.fromEntries([...sent].filter(([, value]) => typeof value === "string"));
}

function keep() {
  try {
    localStorage.setItem(key(), JSON.stringify({ revision: revision.value, answers: answers() }));
  } catch {
    // The browser keeps nothing: the server does.
  }
}

function restore() {
  let kept;
  try {
    kept = JSON.parse(localStorage.getItem(key()));
  } catch {
    return;
  }
  if (!kept) return;
  for (const [name, text] of Object.entries(kept.answers)) {
    const field = form.elements[name];
    if (field && name !== "do") field.value = text;
  }
  revision.value = kept.revision;
  later(0);
}

async function save() {
  if (undecided) return;
  if (saving) {
    again = true;
    return;
  }
  saving = true;
  const before = JSON.stringify(answers());
  say("Saving …");
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json" },
    });
    if (answer.status === 401 || answer.status === 403) return signedOut();
    if (!answer.ok) throw new Error(answer.statusText);
    take(await answer.json(), before);
  } catch {
    say("No connection. Your text is kept in this browser and saved when you are back.");
    later(RETRY);
  } finally {
    saving = false;
    if (again) later(0);
    again = false;
  }
}

function take(saved, before) {
  if (new URL(saved.address, location).pathname !== location.pathname) {
    localStorage.removeItem(key());
    history.replaceState(null, "", saved.address);
    form.action = saved.address;
  }
  revision.value = saved.revision;
  const problems = Object.values(saved.errors).flat();
  saved.conflicts.forEach(showBoth);
  if (problems.length) return say(problems[0]);
  if (saved.conflicts.length) return say("Somebody else changed this too: see below.");
  if (JSON.stringify(answers()) === before) localStorage.removeItem(key());
  say(`Saved at ${new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}`);
}

function signedOut() {
  keep();
  say("You are signed out. Your text is kept in this browser. ");
  const link = document.createElement("a");
  link.href = form.dataset.signIn;
  link.textContent = "Sign in and go on";
  status.append(link);
}

function showBoth({ field, label, theirs }) {
  const place = form.querySelector(`[data-field="${CSS.escape(field)}"]`);
  if (!place) return;
  undecided += 1;
  const box = document.createElement("div");
  box.className = "other";
  box.setAttribute("role", "alert");
  const said = document.createElement("p");
  said.className = "said wrap";
  said.textContent = theirs || "(nothing)";
  const title = document.createElement("p");
  title.textContent = `“${label}” was changed elsewhere too. The other text:`;
  box.append(title, said, choice("Take the other text", () => put(field, theirs)), choice("Keep mine", () => {}));
  place.append(box);

  function choice(text, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "secondary outline";
    button.textContent = text;
    button.addEventListener("click", () => {
      act();
      box.remove();
      undecided -= 1;
      keep();
      later(0);
      place.querySelector("input, textarea").focus();
    });
    return button;
  }
}

function put(name, text) {
  form.elements[name].value = text;
}

function say(text) {
  status.textContent = text;
}

function focusOnItem() {
  const item = new URLSearchParams(location.search).get("at");
  if (item) document.getElementById(item)?.querySelector("input, textarea")?.focus();
}
