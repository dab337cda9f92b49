"use strict";
// Checks a certificate's code with the browser's own cryptography; nothing leaves the device.
// The formats are those of the program: base45, CBOR, COSE_Sign1, SCSU (see docs/decisions).

const DATA = JSON.parse(document.getElementById("data").textContent);
const DAY = 86400000;
const MOST = 4096;
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

class Unreadable extends Error {}

function base45(text) {
  const out = [];
  for (let i = 0; i < text.length; i += 3) {
    const group = text.slice(i, i + 3);
    const size = group.length - 1;
    let number = 0;
    for (let n = group.length - 1; n >= 0; n -= 1) {
      const digit = ALPHABET.indexOf(group[n]);
      if (digit < 0) throw new Unreadable();
      number = number * 45 + digit;
    }
    if (size === 0 || number >= 256 ** size) throw new Unreadable();
    if (size === 2) out.push(number >> 8);
    out.push(number & 255);
  }
  return Uint8Array.from(out);
}

// One CBOR item of the kinds a code holds: integers, byte and text strings, lists, maps, tags.
function cbor(bytes) {
  let at = 0;
  function take(length) {
    if (at + length > bytes.length) throw new Unreadable();
    at += length;
    return bytes.subarray(at - length, at);
  }
  function argument(low) {
    if (low < 24) return low;
    if (low > 26) throw new Unreadable();
    return take(2 ** (low - 24)).reduce((sum, byte) => sum * 256 + byte, 0);
  }
  function item(depth) {
    if (depth > 8) throw new Unreadable();
    const head = take(1)[0];
    const value = argument(head & 31);
    switch (head >> 5) {
      case 0: return value;
      case 1: return -1 - value;
      case 2: return take(value);
      case 3: return new TextDecoder("utf-8", { fatal: true }).decode(take(value));
      case 4: return Array.from({ length: Math.min(value, bytes.length) }, () => item(depth + 1));
      case 5: {
        const map = new Map();
        for (let n = 0; n < value; n += 1) {
          const key = item(depth + 1);
          if (map.has(key)) throw new Unreadable();
          map.set(key, item(depth + 1));
        }
        return map;
      }
      case 6: return { tag: value, value: item(depth + 1) };
      default: throw new Unreadable();
    }
  }
  const whole = item(0);
  if (at !== bytes.length) throw new Unreadable();
  return whole;
}

function scsu(bytes) {
  const units = [];
  let window = null;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === 0x18 && at + 1 < bytes.length) {
      at += 1;
      window = bytes[at] * 128;
    } else if (byte === 0x0e && at + 2 < bytes.length) {
      units.push(bytes[at + 1] * 256 + bytes[at + 2]);
      at += 2;
    } else if (byte === 0 || byte === 9 || byte === 10 || byte === 13 || (byte >= 32 && byte < 128)) {
      units.push(byte);
    } else if (byte >= 128 && window !== null) {
      units.push(window + byte - 128);
    } else throw new Unreadable();
  }
  return String.fromCharCode(...units);
}

function head(major, length) {
  return length < 24 ? [major + length]
    : length < 256 ? [major + 24, length]
      : length < 65536 ? [major + 25, length >> 8, length & 255]
        : [major + 26, length >>> 24, (length >> 16) & 255, (length >> 8) & 255, length & 255];
}

// The Sig_structure of RFC 9052: ["Signature1", protected, h'', payload].
function toBeSigned(protectedBytes, payload) {
  const context = new TextEncoder().encode("Signature1");
  return Uint8Array.from([
    0x84, ...head(0x60, context.length), ...context,
    ...head(0x40, protectedBytes.length), ...protectedBytes,
    0x40, ...head(0x40, payload.length), ...payload,
  ]);
}

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const fromBase64 = (text) => Uint8Array.from(atob(text), (ch) => ch.charCodeAt(0));

function opened(code) {
  const text = code.trim().toUpperCase();
  if (!text.startsWith(DATA.prefix)) throw new Unreadable();
  const envelope = cbor(base45(text.slice(DATA.prefix.length)));
  if (envelope.tag !== 18 || !Array.isArray(envelope.value) || envelope.value.length !== 4) {
    throw new Unreadable();
  }
  const [protectedBytes, unprotected, payload, signature] = envelope.value;
  if (!(unprotected instanceof Map) || unprotected.size > 0 || ![protectedBytes, payload, signature].every((part) => part instanceof Uint8Array)) {
    throw new Unreadable();
  }
  const said = cbor(protectedBytes);
  if (!(said instanceof Map) || said.get(1) !== -8 || !(said.get(4) instanceof Uint8Array)) {
    throw new Unreadable();
  }
  return { protectedBytes, payload, signature, issuer: hex(said.get(4)) };
}

async function holds(key, envelope) {
  const message = toBeSigned(envelope.protectedBytes, envelope.payload);
  const bytes = fromBase64(key.public);
  try {
    const ours = await crypto.subtle.importKey("raw", bytes, { name: "Ed25519" }, false, ["verify"]);
    return await crypto.subtle.verify({ name: "Ed25519" }, ours, envelope.signature, message);
  } catch (problem) {
    if (problem.name !== "NotSupportedError" && problem.name !== "OperationError") throw problem;
    return ed25519(bytes, envelope.signature, message);
  }
}

// Ed25519 (RFC 8032, 5.1.7) for browsers that have SHA-512 but not the curve yet.
const P = 2n ** 255n - 19n;
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
const mod = (value, by = P) => ((value % by) + by) % by;
function power(base, exponent) {
  let result = 1n;
  for (let b = mod(base), e = exponent; e > 0n; e >>= 1n, b = (b * b) % P) {
    if (e & 1n) result = (result * b) % P;
  }
  return result;
}
const inverse = (value) => power(value, P - 2n);
const D = mod(-121665n * inverse(121666n));
const ROOT = power(2n, (P - 1n) / 4n);
const number = (bytes) => bytes.reduceRight((sum, byte) => (sum << 8n) + BigInt(byte), 0n);

function point(bytes) {
  const whole = number(bytes);
  const y = whole & ((1n << 255n) - 1n);
  if (bytes.length !== 32 || y >= P) return null;
  const u = mod(y * y - 1n);
  const v = mod(D * y * y + 1n);
  const square = mod(u * inverse(v));
  let x = power(square, (P + 3n) / 8n);
  if (mod(x * x) !== square) x = mod(x * ROOT);
  if (mod(x * x) !== square) return null;
  if (x === 0n && whole >> 255n) return null;
  if ((x & 1n) !== whole >> 255n) x = P - x;
  return [x, y, 1n, mod(x * y)];
}
function plus([x1, y1, z1, t1], [x2, y2, z2, t2]) {
  const a = mod((y1 - x1) * (y2 - x2));
  const b = mod((y1 + x1) * (y2 + x2));
  const c = mod(2n * t1 * t2 * D);
  const d = mod(2n * z1 * z2);
  const [e, f, g, h] = [b - a, d - c, d + c, b + a];
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
}
function times(factor, base) {
  let sum = [0n, 1n, 1n, 0n];
  for (let b = base, f = factor; f > 0n; f >>= 1n, b = plus(b, b)) if (f & 1n) sum = plus(sum, b);
  return sum;
}
async function ed25519(publicBytes, signature, message) {
  const key = point(publicBytes);
  const r = signature.length === 64 ? point(signature.subarray(0, 32)) : null;
  const s = number(signature.subarray(32));
  if (!key || !r || s >= ORDER) return false;
  const text = Uint8Array.from([...signature.subarray(0, 32), ...publicBytes, ...message]);
  const k = mod(number(new Uint8Array(await crypto.subtle.digest("SHA-512", text))), ORDER);
  const y = mod(4n * inverse(5n));
  const base = point(Uint8Array.from({ length: 32 }, (_, n) => Number((y >> BigInt(8 * n)) & 255n)));
  const [left, right] = [times(s, base), plus(r, times(k, key))];
  return mod(left[0] * right[2]) === mod(right[0] * left[2])
    && mod(left[1] * right[2]) === mod(right[1] * left[2]);
}

async function revocations() {
  const numbers = new Set();
  let newest = null;
  for (const list of DATA.revocations) {
    const envelope = opened(list);
    const key = DATA.keys.find((one) => one.code === envelope.issuer);
    if (!key || !(await holds(key, envelope))) throw new Error("revocations");
    const claims = cbor(envelope.payload);
    for (const one of claims.get(8)) numbers.add(scsu(one));
    newest = Math.max(newest ?? 0, claims.get(9));
  }
  return { numbers, newest };
}

function statement(payload) {
  const claims = cbor(payload);
  if (!(claims instanceof Map)) throw new Unreadable();
  const text = (key) => {
    if (!(claims.get(key) instanceof Uint8Array)) throw new Unreadable();
    return scsu(claims.get(key));
  };
  const day = (key) => {
    if (!Number.isInteger(claims.get(key))) throw new Unreadable();
    return claims.get(key);
  };
  return {
    number: text(1), name: text(2), event: text(3), first: day(4), last: day(5),
    minutes: claims.get(6) ?? 0, expires: claims.has(7) ? day(7) : null,
  };
}

async function judged(code) {
  if (code.length > MOST) return { state: "unreadable" };
  let envelope;
  try {
    envelope = opened(code);
  } catch (problem) {
    if (problem instanceof Unreadable || problem instanceof TypeError) return { state: "unreadable" };
    throw problem;
  }
  const key = DATA.keys.find((one) => one.code === envelope.issuer);
  if (!key) return { state: "unknown_issuer" };
  if (!(await holds(key, envelope))) return { state: "altered" };
  const said = statement(envelope.payload);
  const { numbers } = await revocations();
  const now = new Date();
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / DAY;
  const state = numbers.has(said.number) ? "revoked"
    : said.expires !== null && said.expires < today ? "expired" : "genuine";
  return { state, said, key };
}

// ---------------------------------------------------------------- what is seen

const at = (id) => document.getElementById(id);
let language = "lo";
let last = null;

const word = (name) => DATA.words[language][name];
function told(days) {
  const day = new Date(days * DAY);
  return `${day.getUTCDate()} ${DATA.months[language][day.getUTCMonth()]} ${day.getUTCFullYear()}`;
}

function span(first, last) {
  if (first === last) return told(first);
  const [from, to] = [new Date(first * DAY), new Date(last * DAY)];
  const together = from.getUTCMonth() === to.getUTCMonth() && from.getUTCFullYear() === to.getUTCFullYear();
  return together ? `${from.getUTCDate()}–${told(last)}` : `${told(first)} – ${told(last)}`;
}

function facts(answer) {
  const { said, key } = answer;
  const days = span(said.first, said.last);
  const rows = [
    ["number", said.number], ["name", said.name], ["event", said.event], ["days", days],
    ["hours", said.minutes ? word("hours_value").replace("{n}", +(said.minutes / 60).toFixed(1)) : ""],
    ["expires", said.expires === null ? "" : told(said.expires)],
    ["issuer", key.issuer[language] || key.issuer.lo || key.issuer.en],
  ];
  return rows.filter(([, value]) => value).flatMap(([name, value]) => {
    const term = document.createElement("dt");
    const text = document.createElement("dd");
    term.textContent = word(name);
    text.textContent = value;
    text.dataset.fact = name;
    return [term, text];
  });
}

function show(answer) {
  last = answer;
  at("answer").hidden = answer === null;
  if (answer === null) return;
  at("answer").dataset.state = answer.state;
  at("verdict").textContent = word(answer.state);
  at("meaning").textContent = word(`${answer.state}_means`);
  at("facts").replaceChildren(...(answer.said ? facts(answer) : []));
}

async function ask(code) {
  try {
    if (!globalThis.crypto?.subtle) throw new Error("no cryptography");
    show(await judged(code));
  } catch (problem) {
    show(problem instanceof Unreadable ? { state: "unreadable" } : { state: "cannot" });
  }
  at("answer").scrollIntoView({ block: "nearest" });
}

async function photographed(file) {
  const picture = await createImageBitmap(file);
  for (const longest of [1000, 1800, 600]) {
    const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const pixels = pen.getImageData(0, 0, canvas.width, canvas.height);
    const found = jsQR(pixels.data, canvas.width, canvas.height);
    if (found?.data) return found.data;
  }
  return null;
}

async function speak(chosen) {
  language = chosen;
  document.documentElement.lang = chosen;
  document.title = word("title");
  for (const one of document.querySelectorAll("[data-word]")) one.textContent = word(one.dataset.word);
  for (const one of document.querySelectorAll("[data-language]")) {
    one.setAttribute("aria-pressed", String(one.dataset.language === chosen));
  }
  at("office").textContent = [...new Set(DATA.keys.map((key) => key.issuer[chosen] || key.issuer.lo))].join(" · ");
  show(last);
  try {
    const { newest } = await revocations();
    at("kept").textContent = newest === null ? word("no_revocations")
      : word("revocations_as_of").replace("{day}", told(newest));
  } catch {
    at("kept").textContent = word("revocations_broken");
  }
}

for (const one of document.querySelectorAll("[data-language]")) {
  one.addEventListener("click", () => speak(one.dataset.language));
}
at("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  ask(at("code").value);
});
at("code").addEventListener("keydown", (event) => {
  if (event.key === "Enter") {
    event.preventDefault();
    ask(at("code").value);
  }
});
at("photo").addEventListener("change", async () => {
  const [file] = at("photo").files;
  if (!file) return;
  try {
    const code = await photographed(file);
    at("code").value = code ?? "";
    if (code) await ask(code);
    else show({ state: "no_code" });
  } catch {
    show({ state: "no_code" });
  }
});
speak((navigator.language || "lo").startsWith("en") ? "en" : "lo");
if (location.hash.length > 1) {
  at("code").value = decodeURIComponent(location.hash.slice(1));
  ask(at("code").value);
}
