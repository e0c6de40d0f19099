// From black over red and yellow to white, as glowing iron.
const heat = value => [3 * value, 3 * value - 1, 3 * value - 2];
const grey = value => [value, value, value];

/** Values of 0 to 1 as the pixels of a canvas; null is black. */
export function paint(canvas, values, colours) {
  const context = canvas.getContext('2d'), image = context.createImageData(canvas.width, canvas.height);
  const colour = colours === 'heat' ? heat : grey;
  for (let i = 0; i < canvas.width * canvas.height; i++) {
    const parts = colour(values ? values[i] : 0);
    for (let part = 0; part < 3; part++) {
      image.data[4 * i + part] = 255 * Math.min(Math.max(parts[part], 0), 1);
    }

    image.data[4 * i + 3] = 255;
  }

  context.putImageData(image, 0, 0);
}
