'use strict';

// The filter: rows by chapter, text and whether they hold; columns and runs by start method and runtime.
const filter = document.getElementById('filter');
filter.hidden = false;

function isShown(place, asked) {
  return (asked.start === '' || place.dataset.start === asked.start)
    ? asked.runtime === '' || place.dataset.runtime === asked.runtime
    : false;
}

function apply() {
  const asked = { broken: filter.elements.broken.checked };
  for (const name of ['text', 'chapter', 'start', 'runtime'])
    asked[name] = filter.elements[name].value.trim();
  const words = asked.text.toLowerCase().split(/\s+/);

  for (const place of document.querySelectorAll('.matrix [data-start], .grid > details'))
    place.hidden = !isShown(place, asked);

  let shown = 0;
  const rows = document.querySelectorAll('.matrix tbody tr');
  for (const row of rows) {
    const cells = [...row.querySelectorAll('td:not([hidden])')];
    const text = [row.querySelector('th'), ...cells].map(cell => cell.textContent).join(' ').toLowerCase();
    const chapter = row.closest('.chapter').dataset.chapter;
    row.hidden = [
      asked.chapter !== '' ? chapter !== asked.chapter : false,
      asked.broken ? !cells.some(cell => 'broken' in cell.dataset) : false,
      !words.every(word => text.includes(word)),
    ].includes(true);
    shown += row.hidden ? 0 : 1;
  }

  for (const chapter of document.querySelectorAll('.chapter'))
    chapter.hidden = chapter.querySelector('tbody tr:not([hidden])') === null;
  for (const program of document.querySelectorAll('.program')) {
    const isWanted = program.dataset.rows.split(' ').some(id => !document.getElementById(id).hidden);
    const runs = [...program.querySelectorAll('.grid > details')];
    if (asked.broken)
      runs.forEach(run => { run.hidden ||= !('broken' in run.dataset); });
    program.hidden = !isWanted || runs.every(run => run.hidden);
  }
  filter.elements.count.value = `${shown} of ${rows.length} observations`;
}

filter.addEventListener('input', apply);
filter.addEventListener('reset', () => setTimeout(apply));
filter.addEventListener('submit', event => event.preventDefault());
apply();

// A link to a run opens it; a link to something that the filter hides resets the filter.
function reveal() {
  const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (place === null)
    return;
  if (place.closest('[hidden]') !== null)
    filter.reset();
  setTimeout(() => {
    if (place.tagName === 'DETAILS') {
      place.open = true;
      place.querySelector('summary').focus({ preventScroll: true });
    }
    place.scrollIntoView();
  });
}

addEventListener('hashchange', reveal);
reveal();

// The full text of a cell, beside it while it is hovered or has the focus; Escape hides it.
const explanation = document.getElementById('explanation');
let explained = null;

function paragraph(label, text) {
  const line = document.createElement('p');
  const strong = document.createElement('strong');
  strong.textContent = `${label} `;
  line.append(strong, text);
  return line;
}

function explain(cell) {
  if (cell === explained)
    return;
  conceal();
  explained = cell;
  const texts = {
    Where: cell.closest('td').dataset.column,
    Specified: cell.dataset.specified,
    Seen: cell.querySelector('.seen')?.textContent,
    On: cell.dataset.on,
    Run: cell.dataset.run,
  };
  explanation.replaceChildren(
    ...Object.entries(texts)
      .filter(([, text]) => text !== undefined)
      .map(([label, text]) => paragraph(label, text)),
  );
  explanation.hidden = false;
  cell.setAttribute('aria-describedby', 'explanation');
  const at = cell.getBoundingClientRect();
  const isRoomBelow = innerHeight - at.bottom > explanation.offsetHeight + 12;
  const left = Math.max(8, Math.min(at.left, document.documentElement.clientWidth - explanation.offsetWidth - 8));
  explanation.style.left = `${left + scrollX}px`;
  explanation.style.top = `${(isRoomBelow ? at.bottom + 6 : at.top - explanation.offsetHeight - 6) + scrollY}px`;
}

function conceal() {
  explained?.removeAttribute('aria-describedby');
  explained = null;
  explanation.hidden = true;
}

for (const kind of ['pointerover', 'focusin']) {
  document.addEventListener(kind, event => {
    const cell = event.target.closest('td a');
    if (cell !== null)
      explain(cell);
    else if (event.target.closest('#explanation') === null)
      conceal();
  });
}
document.addEventListener('keydown', event => {
  if (event.key === 'Escape')
    conceal();
});

// An object that is hovered, or whose button has the focus, is highlighted wherever it is seen.
function light(drawing, identity) {
  drawing.classList.toggle('lit', identity !== null);
  for (const part of drawing.querySelectorAll('.on'))
    part.classList.remove('on');
  if (identity !== null)
    for (const part of drawing.querySelectorAll(`.i${identity}`))
      part.classList.add('on');
}

for (const kind of ['pointerover', 'pointerout']) {
  document.addEventListener(kind, event => {
    const part = event.target.closest('.space-time .object, .space-time tspan');
    const identity = part === null ? null : /(^| )i(\d+)( |$)/.exec(part.getAttribute('class'));
    if (identity)
      light(part.closest('svg'), kind === 'pointerover' ? identity[2] : null);
  });
}

function addObjects(run) {
  const drawing = run.querySelector('svg');
  if (drawing === null || run.querySelector('.objects') !== null)
    return;
  const sentences = new Map();
  for (const title of drawing.querySelectorAll('.object > title'))
    sentences.set(title.textContent.split(':')[0], title.textContent);
  if (sentences.size === 0)
    return;

  const group = document.createElement('div');
  group.className = 'objects';
  group.setAttribute('role', 'group');
  group.setAttribute('aria-label', 'Objects');
  const sentenceShown = document.createElement('output');
  for (const [name, sentence] of sentences) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = name;
    const show = () => { light(drawing, name.slice(1)); sentenceShown.textContent = sentence; };
    const leave = () => { light(drawing, null); sentenceShown.textContent = ''; };
    button.addEventListener('focus', show);
    button.addEventListener('pointerenter', show);
    button.addEventListener('click', show);
    button.addEventListener('blur', leave);
    button.addEventListener('pointerleave', leave);
    group.append(button);
  }
  group.prepend('Objects ');
  group.append(sentenceShown);
  run.querySelector('.diagram').before(group);
}

document.addEventListener('toggle', event => {
  if (event.target.matches('.grid > details[open]'))
    addObjects(event.target);
}, true);
