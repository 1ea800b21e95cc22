import qrcode from 'qrcode-generator'

/** One path for all dark modules; the white card around it is the quiet zone. */
export function qrPath(text: string): { size: number; path: string } {
  const qr = qrcode(0, 'M')
  qr.addData(text)
  qr.make()
  const size = qr.getModuleCount()
  let path = ''
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      if (!qr.isDark(y, x)) continue
      let run = 1
      while (x + run < size && qr.isDark(y, x + run)) run += 1
      path += `M${x} ${y}h${run}v1h-${run}z`
      x += run
    }
  }
  return { size, path }
}
