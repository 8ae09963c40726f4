'use strict';
// What the page shows comes from one stream: counts, and the flights whose seats have changed.

const ROWS = 30;
const LETTERS = 6;
const AISLE = 3; // after this many letters
const CELL = 5;

const byId = id => document.getElementById(id);
const number = new Intl.NumberFormat('en');
const dark = matchMedia('(prefers-color-scheme: dark)');
const seats = new Map(); // of each flight, a character for each
const flights = new Map(); // the elements of each
let colours = {};

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const colour = name => style.getPropertyValue(name).trim();
  colours = {b: colour('--booked'), h: colour('--held'), '.': colour('--free')};
}

function addFlight(flight) {
  const item = document.createElement('li');
  const taken = document.createElement('small');
  const title = document.createElement('b');
  const route = document.createElement('span');
  const canvas = document.createElement('canvas');
  title.textContent = flight.number;
  route.textContent = `${flight.from} – ${flight.to}`;
  canvas.width = ROWS * CELL;
  canvas.height = (LETTERS + 1) * CELL;
  canvas.setAttribute('role', 'img');
  item.append(taken, title, route, canvas);
  byId('flights').append(item);
  flights.set(flight.number, {taken, canvas});
}

function draw(number) {
  const {taken, canvas} = flights.get(number);
  const states = seats.get(number);
  const context = canvas.getContext('2d');
  context.clearRect(0, 0, canvas.width, canvas.height);
  for (let i = 0; i < states.length; i++) {
    const row = Math.floor(i / LETTERS);
    const letter = i % LETTERS;
    context.fillStyle = colours[states[i]];
    context.fillRect(row * CELL, (letter + (letter >= AISLE)) * CELL, CELL - 1, CELL - 1);
  }
  const count = states.length - states.split('.').length + 1;
  taken.textContent = `${count}/${states.length}`;
  canvas.setAttribute('aria-label', `${count} of ${states.length} seats taken`);
}

function show(books) {
  for (const id of ['booked', 'held', 'refused', 'confirmations', 'oversold', 'half',
    'seatsBooked', 'seatsHeld', 'seatsFree']) {
    byId(id).textContent = number.format(books[id]);
  }
  byId('tries').textContent = books.tries.toFixed(4);
  for (const id of ['oversold', 'half']) {
    byId(id).classList.toggle('wrong', books[id] > 0);
  }
  byId('closed').hidden = books.open;
  const all = books.seatsBooked + books.seatsHeld + books.seatsFree;
  document.querySelector('#bar .booked').style.width = `${100 * books.seatsBooked / all}%`;
  document.querySelector('#bar .held').style.width = `${100 * books.seatsHeld / all}%`;
  for (const [number, states] of Object.entries(books.flights)) {
    seats.set(number, states);
    draw(number);
  }
}

function say(state, text) {
  byId('stream').dataset.state = state;
  byId('stream').textContent = text;
}

// A browser connects again by itself, but gives up on some errors: then we do.
function listen() {
  const stream = new EventSource('api/events');
  stream.addEventListener('books', event => {
    say('live', 'Live');
    show(JSON.parse(event.data));
  });
  stream.onerror = () => {
    say('lost', 'Stream lost: what you see is old. Connecting again …');
    if (stream.readyState === EventSource.CLOSED) {
      setTimeout(listen, 2000);
    }
  };
}

async function start() {
  readColours();
  try {
    const answer = await fetch('api/flights');
    (await answer.json()).forEach(addFlight);
    listen();
  } catch (unreachable) {
    say('lost', 'The server does not answer. Trying again …');
    setTimeout(start, 2000);
  }
}

dark.addEventListener('change', () => {
  readColours();
  seats.forEach((states, number) => draw(number));
});
start();
