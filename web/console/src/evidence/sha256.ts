// SHA-256 by hand: crypto.subtle does not exist where the console is opened by plain http.
const K = new Uint32Array(64)
const START = new Uint32Array(8)
{
  // First 32 bits of the fractions of cube and square roots of the primes (FIPS 180-4, 4.2.2 and 5.3.3).
  let n = 0
  for (let p = 2; n < 64; p += 1) {
    let prime = true
    for (let d = 2; d * d <= p; d += 1) if (p % d === 0) prime = false
    if (!prime) continue
    if (n < 8) START[n] = (Math.sqrt(p) % 1) * 2 ** 32
    K[n] = (Math.cbrt(p) % 1) * 2 ** 32
    n += 1
  }
}
const turn = (x: number, n: number) => (x >>> n) | (x << (32 - n))

export function sha256(input: Uint8Array): Uint8Array {
  const blocks = ((input.length + 8) >> 6) + 1
  const padded = new Uint8Array(blocks * 64)
  padded.set(input)
  padded[input.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 8, Math.floor(input.length / 2 ** 29))
  view.setUint32(padded.length - 4, input.length << 3)
  const h = new Uint32Array(START)
  const w = new Uint32Array(64)
  for (let at = 0; at < padded.length; at += 64) {
    for (let i = 0; i < 16; i += 1) w[i] = view.getUint32(at + i * 4)
    for (let i = 16; i < 64; i += 1) {
      const a = w[i - 15]!
      const b = w[i - 2]!
      w[i] = w[i - 16]! + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + w[i - 7]! + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10))
    }
    round(h, w)
  }
  const out = new DataView(new ArrayBuffer(32))
  h.forEach((x, i) => out.setUint32(i * 4, x))
  return new Uint8Array(out.buffer)
}

function round(h: Uint32Array, w: Uint32Array): void {
  const s = new Uint32Array(h)
  for (let i = 0; i < 64; i += 1) {
    const e = s[4]!
    const a = s[0]!
    const t1 = s[7]! + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & s[5]!) ^ (~e & s[6]!)) + K[i]! + w[i]!
    const t2 = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & s[1]!) ^ (a & s[2]!) ^ (s[1]! & s[2]!))
    s.copyWithin(1, 0, 7)
    s[4] = s[4]! + t1
    s[0] = t1 + t2
  }
  for (let i = 0; i < 8; i += 1) h[i] = h[i]! + s[i]!
}
