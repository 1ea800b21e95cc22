// What a phone does with a picture of a code.
import jsQR from 'jsqr'
import { PNG } from 'pngjs'

/** The text of the one QR code in a PNG. */
export function readCode(png: Buffer): string {
  const { data, width, height } = PNG.sync.read(png)
  const found = jsQR(new Uint8ClampedArray(data), width, height, { inversionAttempts: 'dontInvert' })
  if (!found) throw new Error('no code can be read in the picture')
  return found.data
}
