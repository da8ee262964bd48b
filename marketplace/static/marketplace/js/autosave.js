// Saves answers in the background: after a pause, and when a field is left. What is not saved yet also stands in
// this browser's own storage, so that a lost connection, an ended sign-in or a closed window costs no word.

const PAUSE = 1000;
const RETRY = 5000;

const form = document.querySelector("[data-autosave]");
const status = form.querySelector("[data-saved]");
const revision = form.elements.revision;
const keyOf = (path) => `ctxpack:${path}`;
const key = () => keyOf(location.pathname);
const SENT = "ctxpack-sent";
let timer;
let saving;
let again = false;
let leaving = false;
let undecided = 0;
// What the server has, as far as this page knows. Only what differs from it is sent, so that what others changed
// is never overwritten by a page that had not heard of it.
const known = answers();

forgetWhatWasTaken();
restore();
form.addEventListener("input", () => {
  keep();
  later(PAUSE);
});
form.addEventListener("change", () => {
  keep();
  later(0);
});
form.addEventListener("submit", submit);
addEventListener("online", () => localStorage.getItem(key()) && later(0));
focusOnItem();

// Leaving a field to press a button saves in the background. The button's own sending waits until that has been
// answered: sent beside it, it would begin a second draft where none has an address yet.
async function submit(event) {
  clearTimeout(timer);
  again = false;
  if (!saving) return sessionStorage.setItem(SENT, key());
  event.preventDefault();
  if (leaving) return;
  leaving = true;
  await saving;
  leaving = false;
  form.requestSubmit(event.submitter);
}

// What a button sent is known to be taken when another page comes in answer to it. Where none came (the connection was
// lost, the sign-in had ended, an answer was refused) it stands in this browser still.
function forgetWhatWasTaken() {
  const sent = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  if (!sent || !document.referrer || sent === key()) return;
  if (sent === keyOf(new URL(document.referrer).pathname)) localStorage.removeItem(sent);
}

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

function changed() {
  return Object.fromEntries(Object.entries(answers()).filter(([name, text]) => text !== known[name]));
}

// Others changed this field: it is shown where nothing was typed meanwhile, and shown beside where something was.
function hear([name, text]) {
  const field = form.elements[name];
  if (!field) return;
  if (field.value === known[name]) put(name, text);
  else showBoth({ field: name, theirs: text, label: "This" });
  known[name] = text;
}

function keep() {
  try {
    localStorage.setItem(key(), JSON.stringify({ revision: revision.value, answers: changed() }));
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
  saving = send();
  await saving;
  saving = undefined;
  if (again) later(0);
  again = false;
}

async function send() {
  const sent = changed();
  if (!signIn()) say("Saving …");
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams({
        ...sent,
        csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value,
        revision: revision.value,
      }),
      headers: { Accept: "application/json" },
    });
    if (answer.status === 401 || answer.status === 403) return signedOut();
    if (!answer.ok) throw new Error(answer.statusText);
    take(await answer.json(), sent);
  } catch {
    say("No connection. Your text is kept in this browser and saved when you are back.");
    later(RETRY);
  }
}

function take(saved, sent) {
  if (new URL(saved.address, location).pathname !== new URL(form.action).pathname) {
    localStorage.removeItem(key());
    history.replaceState(null, "", saved.address);
    form.action = saved.address;
  }
  revision.value = saved.revision;
  const problems = Object.values(saved.errors).flat();
  const refused = (name) => name in saved.errors || "__all__" in saved.errors;
  for (const [name, text] of Object.entries(sent)) if (!refused(name)) known[name] = text;
  for (const { field, theirs } of saved.conflicts) known[field] = theirs;
  saved.conflicts.forEach(showBoth);
  Object.entries(saved.news).forEach(hear);
  if (problems.length) return say(problems[0]);
  if (saved.conflicts.length) return say("Somebody else changed this too: see below.");
  if (!Object.keys(changed()).length) localStorage.removeItem(key());
  redraw().catch(() => {}); // It is drawn again with the next answer.
  say(`Saved at ${new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}`);
}

// What is shown of the answers below the form, such as names that were tried, follows them once they are saved.
async function redraw() {
  const shown = document.querySelector("[data-tried]");
  if (!shown) return;
  const answer = await fetch(form.action);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const tried = page.querySelector("[data-tried]");
  if (!tried) return;
  // What somebody unfolded to read stays unfolded while they type.
  const were = [...shown.querySelectorAll("details")].map((one) => one.open);
  tried.querySelectorAll("details").forEach((one, place) => one.toggleAttribute("open", one.open || were[place]));
  shown.replaceChildren(...tried.childNodes);
}

// The link to sign in, while it is shown. It stays where it is until something else is to be said: leaving a field to
// press it saves once more, and must not take it from under the hand.
function signIn() {
  return status.querySelector("a");
}

function signedOut() {
  keep();
  if (signIn()) return;
  say("You are signed out. Your text is kept in this browser. ");
  const link = document.createElement("a");
  link.href = form.dataset.signIn;
  link.textContent = "Sign in and go on";
  status.append(link);
}

function showBoth({ field, label, theirs }) {
  const place = form.querySelector(`[data-field="${CSS.escape(field)}"]`);
  if (!place) return;
  place.closest("details")?.setAttribute("open", "");
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
      place.querySelector("input, select, textarea").focus();
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
  if (item) document.getElementById(item)?.querySelector("input, select, textarea")?.focus();
}
