// Graphs of thousands open as communities: each stands for its members until it is opened.

const MOST_MEMBERS = 120;
const MOST_COMMUNITIES = 40;
const STRONGEST_TIES = 3;

// The communities with their members that have to do with a passing event, strongest first.
function membersOf(community) {
  if (!passing.members) {
    passing.members = data.communities.map(() => []);
    for (const number of rankedEntities()) if (data.entities[number].community !== null) passing.members[data.entities[number].community].push(number);
  }
  return passing.members[community] ?? [];
}

function clusteredScene(scene) {
  scene.mode = "communities";
  const weight = (community) => membersOf(community).reduce((sum, number) => sum + strengths()[number], 0);
  const standing = [...data.communities.keys()].filter((one) => data.communities[one] && membersOf(one).length)
    .map((one) => [weight(one), one]).sort(([a, one], [b, other]) => b - a || one - other).slice(0, MOST_COMMUNITIES).map(([, one]) => one);
  const called = calledEntities(), home = new Map();
  for (const community of standing) settle(scene, home, community, called);
  for (const number of [...called, ...state.expanded]) if (!scene.nodes.has("n" + number) && strengths()[number]) { addEntity(scene, number); home.set(number, "n" + number); }
  addAggregates(scene, home);
  keepStrongest(scene);
  for (const event of passingEvents()) if (data.events[event].members.some((member) => home.has(member))) scene.events.add(event);
  return countFolded(capped(scene));
}

function settle(scene, home, community, called) {
  const members = membersOf(community), open = state.opened.has("c" + community);
  const seen = new Set(open ? members.slice(0, MOST_MEMBERS) : []);
  for (const number of members) {
    const alone = (seen.has(number) || called.has(number) || state.expanded.has(number)) && !state.collapsed.has(number);
    if (alone) addEntity(scene, number);
    home.set(number, alone ? "n" + number : "c" + community);
  }
  const rest = members.filter((number) => home.get(number) === "c" + community);
  if (!rest.length) return;
  scene.nodes.set("c" + community, {
    id: "c" + community, sort: "community", kind: data.entities[rest[0]].kind, number: community, events: null, size: Math.min(58, 12 + 2.1 * Math.sqrt(rest.length)), shape: "community", folded: rest.length,
  });
}

function addAggregates(scene, home) {
  const events = passingSet();
  const nodeOf = (id) => (id.startsWith("n") ? home.get(Number(id.slice(1))) : null);
  for (const bundle of data.bundles) {
    const from = nodeOf(bundle.from), to = nodeOf(bundle.to);
    if (!from || !to || (from === to && from.startsWith("c"))) continue;
    const standing = bundle.events.filter((event) => events.has(event));
    if (standing.length) aggregate(scene, from, to, bundle, standing);
  }
  const between = new Map();
  for (const line of scene.lines.values()) between.set(line.pair, [...(between.get(line.pair) ?? []), line]);
  for (const fan of between.values()) fan.forEach((line, place) => { line.bend = (place - (fan.length - 1) / 2) * Math.min(CURVE, 1 / fan.length) * (line.from <= line.to ? 1 : -1); });
}

// All lines between communities would be a ball: each keeps those to the few it has most to do with, and the selected one keeps all.
function keepStrongest(scene) {
  const most = new Map(), selected = state.selection?.kind === "community" ? "c" + state.selection.number : state.selection?.kind === "entity" ? "n" + state.selection.number : null;
  const folded = [...scene.lines.values()].filter((line) => line.folded).sort((a, b) => b.events.length - a.events.length || (a.id < b.id ? -1 : 1));
  for (const line of folded) {
    const ranks = [line.from, line.to].map((end) => most.get(end) ?? 0);
    if (Math.min(...ranks) >= STRONGEST_TIES && line.from !== selected && line.to !== selected) {
      scene.lines.delete(line.id);
      scene.left += 1;
      continue;
    }
    for (const end of [line.from, line.to]) most.set(end, (most.get(end) ?? 0) + 1);
  }
}

// Between entities a line for each type and way; with a community at an end one line for all.
function aggregate(scene, from, to, bundle, standing) {
  const folded = from.startsWith("c") || to.startsWith("c");
  const [one, other] = folded && to < from ? [to, from] : [from, to];
  const id = one + ">" + other + ">" + (folded ? "ALL" : bundle.type);
  const known = scene.lines.get(id);
  if (!known) {
    scene.lines.set(id, { id, from: one, to: other, type: bundle.type, role: folded ? "place" : bundle.role, events: [...standing], bend: 0, tie: false, folded, pair: pairOf(one, other) });
    return;
  }
  if (known.type !== bundle.type) known.type = "MIXED";
  const seen = new Set(known.events);
  for (const event of standing) if (!seen.has(event)) known.events.push(event);
}

function communityName(community) {
  const members = membersOf(community);
  return members.slice(0, 1).map((number) => nameOf(data.entities[number])).join("") + (members.length > 1 ? " +" + (members.length - 1) : "");
}
