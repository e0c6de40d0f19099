/** Strokes on a canvas, by mouse, pen, finger or keyboard. Points are in pixels of the canvas. */
export class Drawing {
  #canvas;
  #changed;
  #strokes = [];
  #pointer = null;
  #pen = null;
  #down = false;

  constructor(canvas, changed) {
    this.#canvas = canvas;
    this.#changed = changed;
    canvas.addEventListener('pointerdown', event => this.#begin(event));
    canvas.addEventListener('pointermove', event => this.#goOn(event));
    for (const end of ['pointerup', 'pointercancel', 'lostpointercapture']) {
      canvas.addEventListener(end, event => { if (event.pointerId === this.#pointer) this.#pointer = null; });
    }

    canvas.addEventListener('keydown', event => this.#key(event));
    canvas.addEventListener('focus', () => this.#draw());
    canvas.addEventListener('blur', () => { this.#down = false; this.#draw(); });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#draw());
    this.#draw();
  }

  get isEmpty() { return this.#strokes.length === 0; }

  get side() { return this.#canvas.width; }

  /** For each stroke the number of its points, then x and y of each. */
  pack() { return this.#strokes.flatMap(stroke => [stroke.length, ...stroke.flat()]); }

  undo() { this.#set(this.#strokes.slice(0, -1)); }

  clear() { this.#set([]); }

  #set(strokes) {
    this.#strokes = strokes;
    this.#down = false;
    this.#draw();
    this.#changed();
  }

  #begin(event) {
    if (this.#pointer !== null || event.button > 0) {
      return;
    }

    this.#pointer = event.pointerId;
    this.#pen = null;
    this.#down = false;
    this.#canvas.setPointerCapture(event.pointerId);
    this.#strokes.push([this.#place(event)]);
    this.#draw();
    this.#changed();
  }

  #goOn(event) {
    if (event.pointerId !== this.#pointer || this.isEmpty) {
      return;
    }

    // All points between two frames, so that quick strokes keep their curves.
    const points = event.getCoalescedEvents?.() ?? [];
    this.#strokes.at(-1).push(...(points.length ? points : [event]).map(point => this.#place(point)));
    this.#draw();
    this.#changed();
  }

  #key(event) {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!step && event.key !== ' ' && event.key !== 'Backspace' && event.key !== 'Delete') {
      return;
    }

    event.preventDefault();
    if (event.key === 'Backspace') {
      this.undo();
    } else if (event.key === 'Delete') {
      this.clear();
    } else if (step) {
      this.#pen ??= [this.side / 2, this.side / 2];
      const far = this.side / (event.shiftKey ? 56 : 28);
      this.#pen = this.#pen.map((at, axis) => Math.min(Math.max(at + far * step[axis], 0), this.side));
      if (this.#down) {
        this.#strokes.at(-1).push([...this.#pen]);
        this.#changed();
      }
    } else {
      this.#pen ??= [this.side / 2, this.side / 2];
      this.#down = !this.#down;
      if (this.#down) {
        this.#strokes.push([[...this.#pen]]);
        this.#changed();
      }
    }

    this.#draw();
  }

  #place(event) {
    const box = this.#canvas.getBoundingClientRect();
    return [(event.clientX - box.left) * this.side / box.width, (event.clientY - box.top) * this.side / box.height];
  }

  #draw() {
    const style = getComputedStyle(this.#canvas), context = this.#canvas.getContext('2d');
    context.clearRect(0, 0, this.side, this.side);
    context.strokeStyle = style.getPropertyValue('--ink');
    context.lineWidth = this.side / 16;
    context.lineCap = context.lineJoin = 'round';
    for (const [first, ...rest] of this.#strokes) {
      context.beginPath();
      context.moveTo(...first);
      for (const point of rest.length ? rest : [first]) {
        context.lineTo(...point);
      }

      context.stroke();
    }

    // Where the keyboard's pen is, and whether it is down.
    if (this.#pen && document.activeElement === this.#canvas) {
      context.fillStyle = context.strokeStyle = style.getPropertyValue('--accent');
      context.lineWidth = 4;
      context.beginPath();
      context.arc(...this.#pen, this.side / 40, 0, 2 * Math.PI);
      if (this.#down) {
        context.fill();
      }

      context.stroke();
    }
  }
}
