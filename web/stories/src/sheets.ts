// Tables of vehicles as people have them: CSV, and XLSX as a spreadsheet program writes it.
import { crc32, deflateRawSync } from 'node:zlib'

export type Rows = string[][]
export const HEAD = ['序号', '车牌号', '车牌颜色', '排放阶段', '燃料种类', '车辆类型', '总质量(千克)', '新能源', '车架号', '备注']

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ'
/** Another plate for each n below 48,000. */
export const plateOf = (n: number) => `冀${LETTERS[Math.floor(n / 2000) % 24]}${LETTERS[Math.floor(n / 1000) % 2]}${String(n % 1000).padStart(3, '0')}${n % 10}`

/** Rows of a registry: `n` vehicles under a heading. */
export function registry(n: number): Rows {
  const rows: Rows = [HEAD]
  for (let i = 0; i < n; i += 1) {
    const heavy = i % 3 !== 0
    rows.push([
      String(i + 1), plateOf(i), heavy ? '黄' : '蓝', heavy ? ['国四', '国五', '国六'][i % 3]! : '国六b', heavy ? '柴油' : '汽油', heavy ? 'H11' : 'K33',
      heavy ? '31000' : '', '否', `LZZ5CLSB${String(i).padStart(9, '0')}`, i % 50 === 0 ? '含,逗号"引号' : '',
    ])
  }
  return rows
}

export interface Spoilt { row: number; column: string }
/** Spoils `n` rows, each in one cell. → which, as the spreadsheet counts (the heading is row 1). */
export function spoil(rows: Rows, n: number): Spoilt[] {
  const ways: [string, (rows: Rows, at: number) => string][] = [
    ['车牌号', () => ''], ['车牌号', () => '冀R'], ['车牌颜色', () => '紫'], ['排放阶段', () => '国九'], ['燃料种类', () => '煤'],
    ['车辆类型', () => '卡车'], ['总质量(千克)', () => '31吨'], ['新能源', () => '也许'], ['车牌号', (r, at) => r[at - 1]![1]!],
  ]
  const out: Spoilt[] = []
  const step = Math.floor((rows.length - 2) / n)
  for (let i = 0; i < n; i += 1) {
    const at = 3 + i * step
    const [column, value] = ways[i % ways.length]!
    rows[at]![HEAD.indexOf(column)] = value(rows, at)
    // The same vehicle twice: plate and colour.
    if (i % ways.length === 8) rows[at]![2] = rows[at - 1]![2]!
    out.push({ row: at + 1, column })
  }
  return out
}

const cell = (s: string) => (/[",\r\n]/.test(s) ? `"${s.replaceAll('"', '""')}"` : s)
export const csv = (rows: Rows) => Buffer.from(`\ufeff${rows.map((r) => r.map(cell).join(',')).join('\r\n')}\r\n`)

function zip(files: [string, string][]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [name, text] of files) {
    const bytes = Buffer.from(text)
    const packed = deflateRawSync(bytes)
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0)
    head.writeUInt16LE(8, 4)
    head.writeUInt32LE(crc32(bytes), 10)
    head.writeUInt32LE(packed.length, 14)
    head.writeUInt32LE(bytes.length, 18)
    head.writeUInt16LE(name.length, 22)
    parts.push(Buffer.from('PK\x03\x04', 'latin1'), head, Buffer.from(name), packed)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(at, 10)
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), head, place, Buffer.from(name))
    at += 30 + name.length + packed.length
  }
  const index = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(files.length, 4)
  end.writeUInt16LE(files.length, 6)
  end.writeUInt32LE(index.length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...parts, index, Buffer.from('PK\x05\x06', 'latin1'), end])
}

const escape = (s: string) => s.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
/** Shared strings for text, numbers as numbers, as Excel saves it. */
export function xlsx(rows: Rows): Buffer {
  const strings = new Map<string, number>()
  const numberOf = (s: string) => {
    if (!strings.has(s)) strings.set(s, strings.size)
    return strings.get(s)!
  }
  const shown = rows.map((r, y) => `<row r="${y + 1}">${r.map((s, x) => {
    const place = `${String.fromCharCode(65 + x)}${y + 1}`
    if (s === '') return ''
    return /^\d{1,9}$/.test(s) ? `<c r="${place}"><v>${s}</v></c>` : `<c r="${place}" t="s"><v>${numberOf(s)}</v></c>`
  }).join('')}</row>`).join('')
  const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const packed = 'http://schemas.openxmlformats.org/package/2006'
  return zip([
    ['[Content_Types].xml', `${xml}<Types xmlns="${packed}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>`],
    ['_rels/.rels', `${xml}<Relationships xmlns="${packed}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
    ['xl/workbook.xml', `${xml}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="车辆" sheetId="1" r:id="rId1"/></sheets></workbook>`],
    ['xl/_rels/workbook.xml.rels', `${xml}<Relationships xmlns="${packed}/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`],
    ['xl/worksheets/sheet1.xml', `${xml}<worksheet xmlns="${main}"><sheetData>${shown}</sheetData></worksheet>`],
    ['xl/sharedStrings.xml', `${xml}<sst xmlns="${main}">${[...strings.keys()].map((s) => `<si><t xml:space="preserve">${escape(s)}</t></si>`).join('')}</sst>`],
  ])
}
