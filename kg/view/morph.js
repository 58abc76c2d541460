// Makes a part of the page as a fresh one is, and leaves in place what stays: a slider that is being drawn, a field that is written in
// and whoever reads with a screen reader keep their element. Elements are the same if tag and data-hold are.

function morphChildren(old, fresh) {
  const held = new Map([...old.children].filter((child) => child.dataset.hold).map((child) => [child.dataset.hold, child]));
  let at = old.firstChild;
  for (const child of [...fresh]) {
    const known = child.dataset?.hold ? held.get(child.dataset.hold) : at;
    if (known && isAlike(known, child)) {
      if (known === at) at = at.nextSibling;
      else old.insertBefore(known, at);
      morph(known, child);
    } else {
      old.insertBefore(child, at);
    }
  }
  while (at) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
}

function isAlike(one, other) {
  return one.nodeType === other.nodeType && one.nodeName === other.nodeName && (one.dataset?.hold ?? "") === (other.dataset?.hold ?? "");
}

function morph(old, fresh) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  for (const { name } of [...old.attributes]) if (name !== "style" && !fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (name !== "style" && old.getAttribute(name) !== value) old.setAttribute(name, value);
  if (old.style.cssText !== fresh.style.cssText) old.style.cssText = fresh.style.cssText;
  for (const property of ["checked", "value", "disabled"]) if (property in fresh && old[property] !== fresh[property]) old[property] = fresh[property];
  takeActs(old, fresh);
  morphChildren(old, fresh.childNodes);
}
