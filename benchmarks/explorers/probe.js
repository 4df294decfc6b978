// Timed in the page itself: from a key or pointer event to the frame after the picture changed.

const frame = () => new Promise((done) => requestAnimationFrame(() => done(performance.now())));

// The frame after next: by then what was painted in the next one is on the screen.
const shown = async () => {
  await frame();
  return frame();
};

window.probe = {
  samples: [],

  // What a key costs that changes nothing.
  empty() {
    document.addEventListener("keydown", (event) => {
      if (event.key === "F9") shown().then((now) => this.samples.push(now - event.timeStamp));
    }, true);
  },

  // Until the explorer has painted, and its frame is over.
  explorer(root) {
    const { explorer } = root;
    document.addEventListener("keydown", async (event) => {
      if (!event.key.startsWith("Arrow")) return;
      const before = explorer.paints;
      while (explorer.paints === before) await frame();
      this.samples.push((await frame()) - event.timeStamp);
    }, true);
  },

  // Until a new picture has come from the kernel, is decoded, and its frame is over.
  image(area) {
    document.addEventListener("keydown", async (event) => {
      if (!event.key.startsWith("Arrow")) return;
      const before = area.querySelector("img")?.src;
      const isNew = () => area.querySelector("img") && area.querySelector("img").src !== before;
      while (!isNew()) await frame();
      await area.querySelector("img").decode();
      this.samples.push((await frame()) - event.timeStamp);
    }, true);
  },

  // One move for each frame, as a hand makes them; what was painted, and how far behind.
  async drag(root, moves) {
    const handle = root.querySelector(".hc-handle");
    const box = handle.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    handle.setPointerCapture = () => {};
    const send = (type, dx, dy) => handle.dispatchEvent(new PointerEvent(type, {
      bubbles: true, cancelable: true, pointerId: 1, clientX: x + dx, clientY: y + dy,
    }));
    const { explorer } = root;
    const before = explorer.paints;
    send("pointerdown", 0, 0);
    let last = 0;
    for (let k = 1; k <= moves; k += 1) {
      await frame();
      last = performance.now();
      send("pointermove", k, -k / 2);
    }
    const wanted = before + moves;
    while (explorer.paints < wanted && performance.now() - last < 2000) await frame();
    const behind = performance.now() - last;
    send("pointerup", moves, -moves / 2);
    return { painted: explorer.paints - before, behind };
  },

  // Turned with a key held down, frame after frame: frames a second.
  async turn(root, frames) {
    const handle = root.querySelector(".hc-turn");
    const { explorer } = root;
    const before = explorer.paints;
    const began = await frame();
    for (let k = 0; k < frames; k += 1) {
      handle.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
      await frame();
    }
    const took = performance.now() - began;
    return { painted: explorer.paints - before, perSecond: (1000 * (explorer.paints - before)) / took };
  },
};
