// The processor time that the extension itself takes in VS Code's extension host, which it shares
// with all others: `node exthost.mjs PROCESS SECONDS` prints the milliseconds in which a function
// of the extension was on the stack. It samples with V8's profiler, through the inspector that
// SIGUSR1 opens on 127.0.0.1.
import { setTimeout } from "node:timers/promises";

const OURS = "/touchline.touchline-";
const INTERVAL_US = 1000;
let asked = 0;
const [host, seconds] = process.argv.slice(2).map(Number);

process.kill(host, "SIGUSR1");
const socket = new WebSocket(await address());
await new Promise((resolve) => socket.addEventListener("open", resolve));
await ask("Profiler.enable");
await ask("Profiler.setSamplingInterval", { interval: INTERVAL_US });
await ask("Profiler.start");
await setTimeout(seconds * 1000);
const { profile } = await ask("Profiler.stop");
console.log(ours(profile).toFixed(1));
socket.close();

async function address() {
  for (let attempt = 0; attempt < 100; attempt++) {
    try {
      const [target] = await (await fetch("http://127.0.0.1:9229/json")).json();
      return target.webSocketDebuggerUrl;
    } catch {
      await setTimeout(50);
    }
  }
  throw new Error("the extension host opened no inspector");
}

function ask(method, params = {}) {
  asked += 1;
  const id = asked;
  socket.send(JSON.stringify({ id, method, params }));
  return new Promise((resolve) => {
    socket.addEventListener("message", ({ data }) => {
      const answer = JSON.parse(data);
      if (answer.id === id) {
        resolve(answer.result);
      }
    });
  });
}

/** Adds up the samples with one of our functions on the stack, in milliseconds. */
function ours({ nodes, samples, timeDeltas }) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const marked = new Set();
  const mark = ({ id, callFrame, children = [] }, above) => {
    const inside = above || callFrame.url.includes(OURS);
    if (inside) {
      marked.add(id);
    }
    for (const child of children) {
      mark(byId.get(child), inside);
    }
  };
  mark(nodes[0], false);
  const microseconds = samples.reduce(
    (sum, id, n) => sum + (marked.has(id) ? timeDeltas[n] : 0),
    0,
  );
  return microseconds / 1000;
}
