import { dotnet } from './_framework/dotnet.js';
import { Drawing } from './drawing.js';
import { paint } from './pictures.js';

// Steps of training for a correction; how long the pen has to rest, in milliseconds, before it is worth showing where the network looks.
const Steps = 24, Rest = 120;

const $ = id => document.getElementById(id);
const drawing = new Drawing($('paper'), () => ask());
let network = null, read = -1, resting = 0, asked = false, learning = false, lessons = 0;

const buttons = Array.from({ length: 10 }, (_, digit) => {
  const button = document.createElement('button');
  button.type = 'button';
  button.innerHTML = `<span>${digit}</span><span class="percent"></span>`;
  button.addEventListener('click', () => teach(digit));
  $('digits').append(button);
  return button;
});

$('undo').addEventListener('click', () => drawing.undo());
$('clear').addEventListener('click', () => drawing.clear());
$('save').addEventListener('click', save);
$('paper').addEventListener('keydown', event => {
  if (/^[0-9]$/.test(event.key) && !event.ctrlKey && !event.altKey && !event.metaKey) {
    teach(Number(event.key));
  }
});

show(null);
begin().catch(problem => {
  $('trouble').textContent = `The network did not load: ${problem.message ?? problem}`;
  $('trouble').hidden = false;
});

/** Loads the program and the weights at the same time; both count for the progress bar. */
async function begin() {
  const weights = fetch('./digits.safetensors').then(answer => {
    if (!answer.ok) {
      throw new Error(`the weights are missing (${answer.status})`);
    }

    return answer.arrayBuffer();
  });
  // A failure is told where the weights are awaited.
  weights.catch(() => { });
  // Some loops of training are longer than what the runtime compiles by itself: with more, a step takes half the time.
  const runtime = await dotnet.withRuntimeOptions(['--jiterpreter-max-module-size=24000']).withModuleConfig({
    onDownloadResourceProgress: (loaded, total) => { $('progress').value = 90 * loaded / total; }
  }).create();
  const exports = await runtime.getAssemblyExports(runtime.getConfig().mainAssemblyName);
  const page = exports.Browser.Page;
  page.Begin(new Uint8Array(await weights));
  $('progress').value = 100;
  network = page;
  $('loading').hidden = true;
  document.body.dataset.ready = 'true';
  ask();
}

/** Reads the drawing before the next frame, once, however often it has changed by then. */
function ask() {
  if (!asked) {
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      answer();
    });
  }
}

function answer() {
  if (!network || learning) {
    return;
  }

  show(drawing.isEmpty ? null : network.Read(drawing.pack(), drawing.side));
}

function show(probabilities) {
  read = probabilities ? probabilities.indexOf(Math.max(...probabilities)) : -1;
  for (const [digit, button] of buttons.entries()) {
    const percent = probabilities ? Math.round(100 * probabilities[digit]) : 0;
    button.style.setProperty('--share', `${percent}%`);
    button.lastChild.textContent = probabilities ? `${percent}%` : '';
    button.disabled = !probabilities || learning;
    button.toggleAttribute('aria-current', digit === read);
    button.setAttribute('aria-label', probabilities ? `${digit}, ${percent} percent. Teach that it is a ${digit}.` : `${digit}`);
  }

  // Screen readers say what changed, and only that.
  set('digit', read < 0 ? '–' : `${read}`);
  set('sure', read < 0 ? 'Nothing is drawn yet.' : probabilities[read] > 0.9 ? 'for sure' : probabilities[read] > 0.6 ? 'probably' : 'perhaps');
  $('undo').disabled = $('clear').disabled = drawing.isEmpty || learning;
  $('save').disabled = !network || learning;
  paint($('seen'), read < 0 ? null : network.See(), 'grey');
  clearTimeout(resting);
  resting = setTimeout(look, read < 0 ? 0 : Rest);
}

function look() {
  if (!learning) {
    paint($('looked'), read < 0 ? null : network.Look(read), 'heat');
  }
}

/** A correction: a few steps of training, a frame between two of them. */
async function teach(digit) {
  if (!network || learning || drawing.isEmpty) {
    return;
  }

  // A frame may be on its way: the lesson is what is on the paper now.
  network.Read(drawing.pack(), drawing.side);
  network.Teach(digit);
  learning = true;
  document.body.dataset.learning = 'true';
  for (const button of buttons) {
    button.disabled = true;
  }

  for (let step = 1; step <= Steps; step++) {
    $('lesson').textContent = `Learning that it is a ${digit}: step ${step} of ${Steps}.`;
    await new Promise(requestAnimationFrame);
    network.Step();
  }

  learning = false;
  lessons++;
  answer();
  $('lesson').textContent = `Learned: it is a ${digit}. ${lessons === 1 ? 'One correction' : `${lessons} corrections`} so far.`;
  delete document.body.dataset.learning;
}

function save() {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([network.Save()], { type: 'application/octet-stream' }));
  link.download = 'digits.safetensors';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function set(id, text) {
  if ($(id).textContent !== text) {
    $(id).textContent = text;
  }
}
