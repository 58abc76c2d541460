// Moving the map by hand: wheel, drag, pinch, keys.

const CLICK_SLACK = 4; // pixels that a hand may shake while it clicks

function listenToMap(svg) {
  svg.addEventListener("wheel", (event) => {
    if (scrollsPast(event)) return;
    event.preventDefault();
    const [x, y] = onChart(event);
    zoomMap(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : event.ctrlKey ? 0.01 : 0.002)), x, y);
  }, { passive: false });
  svg.addEventListener("dblclick", (event) => { if (!event.target.closest(".mark")) zoomMap(2, ...onChart(event)); });
  svg.addEventListener("pointerdown", fingerDown);
  svg.addEventListener("pointermove", fingerMoved);
  for (const end of ["pointerup", "pointercancel"]) svg.addEventListener(end, fingerUp);
  svg.addEventListener("click", clickOnMap);
  svg.addEventListener("keydown", keyOnMap);
  for (const hint of ["pointerover", "focusin"]) svg.addEventListener(hint, pointAtGround);
}

function onChart(event) {
  const box = chart.svg.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}

function fingerDown(event) {
  if (event.button > 0) return;
  if (!touches.size) chart.dragged = false;
  touches.set(event.pointerId, onChart(event));
}

function fingerMoved(event) {
  const before = touches.get(event.pointerId);
  if (!before) return;
  if (event.pointerType === "mouse" && !event.buttons) return touches.delete(event.pointerId); // let go of beyond the map
  const now = onChart(event), other = [...touches].find(([id]) => id !== event.pointerId)?.[1];
  if (!chart.dragged && Math.hypot(now[0] - before[0], now[1] - before[1]) < CLICK_SLACK) return;
  if (!chart.dragged) chart.svg.setPointerCapture(event.pointerId); // not before: a captured pointer clicks on no mark
  chart.dragged = true;
  gesture = "hand";
  chart.svg.classList.add("moving");
  touches.set(event.pointerId, now);
  if (!other) return panMap(now[0] - before[0], now[1] - before[1]);
  const gap = (point) => Math.hypot(point[0] - other[0], point[1] - other[1]);
  chart.x += (now[0] - before[0]) / 2;
  chart.y += (now[1] - before[1]) / 2;
  return zoomMap(gap(now) / Math.max(1, gap(before)), (now[0] + other[0]) / 2, (now[1] + other[1]) / 2);
}

function fingerUp(event) {
  if (!touches.delete(event.pointerId) || touches.size || !chart.dragged) return;
  gesture = null;
  chart.svg.classList.remove("moving");
  movedMap();
}

function clickOnMap(event) {
  if (chart.dragged) return;
  const mark = event.target.closest(".mark");
  if (mark) chooseMark(Number(mark.dataset.mark));
  else if (state.selection) update({ selection: null });
}

const PAN = 80;

function keyOnMap(event) {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const mark = event.target.closest(".mark");
  const step = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
  if (mark && (event.key === "Enter" || event.key === " ")) chooseMark(Number(mark.dataset.mark));
  else if (mark && step) focusMark(Number(mark.dataset.mark), step);
  else if (step) panMap(step[0] * PAN, step[1] * PAN);
  else if (event.key === "+" || event.key === "=") zoomMap(1.5);
  else if (event.key === "-" || event.key === "_") zoomMap(1 / 1.5);
  else if (event.key === "0") fitMap(true);
  else return;
  event.preventDefault();
  event.stopPropagation();
}
