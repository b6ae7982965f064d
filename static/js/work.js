// Proof of work, only on forms that are under attack (see nisn_site/kit/gate/work.py). Without it, or without JavaScript,
// the form works all the same: then the mailed link or code is the proof.
const field = document.querySelector("input[name=work]");
const form = field?.form;
const stamp = form?.elements.stamp?.value;

async function isProof(number, salt, rounds, zeros) {
  const bytes = new TextEncoder();
  const key = await crypto.subtle.importKey("raw", bytes.encode(String(number)), "PBKDF2", false, ["deriveBits"]);
  const found = await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt: bytes.encode(salt), iterations: rounds }, key, 8);
  return new Uint8Array(found)[0] >> (8 - zeros) === 0;
}

async function work() {
  const { zeros, rounds } = field.dataset;
  for (let number = 0; !field.value; number += 1) {
    if (await isProof(number, stamp, Number(rounds), Number(zeros))) field.value = number;
  }
}

if (stamp && globalThis.crypto?.subtle) {
  const done = work().catch(() => {}); // begins while the form is being read
  form.addEventListener("submit", (event) => {
    if (field.value) return;
    event.preventDefault();
    const button = event.submitter;
    if (button) button.disabled = true;
    done.then(() => form.submit());
  });
}
