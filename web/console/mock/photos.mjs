// Drawn trucks: what a camera at a gate would see, as SVG, the same for the same passage.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const glyphFile = readFileSync(fileURLToPath(new URL('../../shared/src/plate/glyphs.ts', import.meta.url)), 'utf8')
const GLYPHS = Object.fromEntries([...glyphFile.matchAll(/^\s+(\w): '([^']+)'/gm)].map((m) => [m[1], m[2]]))

const CABS = ['#b8241f', '#2f6fb5', '#e4e8ea', '#c9971c', '#3c7a5a', '#7b8790']
const PLATES = {
  yellow: ['#f4bd1c', '#111'], blue: ['#1450c8', '#fff'], green: ['#8fd4ab', '#111'], yellow_green: ['#58bd6f', '#111'],
  white: ['#f4f4f0', '#111'], black: ['#15171a', '#fff'], other: ['#d4d9dd', '#111'], unknown: ['#d4d9dd', '#111'],
}
export const SCENE_BOX = { x: 0.411, y: 0.796, w: 0.177, h: 0.135 }
export const PLATE_BOX = { x: 0.11, y: 0.17, w: 0.78, h: 0.66 }

function plateGroup(plate, colour, x, y, w, h, dirt = -1) {
  const [fill, ink] = PLATES[colour] ?? PLATES.unknown
  if (!plate) return `<g transform="translate(${x} ${y})"><rect width="${w}" height="${h}" rx="4" fill="#3a4046"/></g>`
  const chars = Array.from(plate)
  const unit = w / 440
  const cell = Math.min(45, (440 - 34 - 34 - (chars.length - 2) * 12) / chars.length)
  let at = 17
  const body = chars.map((c, i) => {
    const left = at
    at += cell + (i === 1 ? 34 : 12)
    const path = GLYPHS[c]
    const dot = i === 1 ? `<circle cx="${left + cell + 17}" cy="70" r="6" fill="${ink}"/>` : ''
    const mark = path
      ? `<path transform="translate(${left} 25) scale(${cell / 45} 1)" d="${path}" fill="none" stroke="${ink}" stroke-width="10" stroke-linejoin="round"/>`
      : `<text transform="translate(${left + cell / 2} 108) scale(.48 1)" font-family="Noto Sans CJK SC" font-weight="700" font-size="92" text-anchor="middle" fill="${ink}">${c}</text>`
    const mud = i === dirt ? `<circle cx="${left + 6}" cy="76" r="17" fill="#8a7440" opacity=".82"/><circle cx="${left + 26}" cy="92" r="11" fill="#8a7440" opacity=".7"/>` : ''
    return mark + dot + mud
  }).join('')
  return `<g transform="translate(${x} ${y}) scale(${unit} ${h / 140})"><rect width="440" height="140" rx="9" fill="${fill}"/>
<rect x="5" y="5" width="430" height="130" rx="7" fill="none" stroke="${ink}" stroke-width="3"/>${body}</g>`
}

function hash(text) {
  let h = 2166136261
  for (const c of text) h = Math.imul(h ^ c.codePointAt(0), 16777619)
  return h >>> 0
}

export function scene(p, stamp, laneLabel) {
  const h = hash(p.id)
  const cab = p.cab ?? CABS[h % CABS.length]
  const rain = p.rain ?? h % 5 === 0
  const sky = rain ? ['#8b98a3', '#aeb8bf'] : ['#a9c3d8', '#cfdde6']
  const road = rain ? '#3d4247' : '#474c51'
  const cargo = rain ? '#a9afae' : '#5d6870'
  const lamp = rain ? '#fff6cf' : '#eef1f2'
  const drops = rain
    ? Array.from({ length: 70 }, (_, i) => {
        const x = (i * 389 + h) % 1600
        const y = (i * 227 + h * 3) % 880
        return `<path d="M${x} ${y}l-9 42" stroke="#dfe7ec" stroke-width="2" opacity=".34"/>`
      }).join('')
    : ''
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1600 900" width="1600" height="900">
<defs><linearGradient id="s" x1="0" y1="0" x2="0" y2="1"><stop stop-color="${sky[0]}"/><stop offset="1" stop-color="${sky[1]}"/></linearGradient></defs>
<rect width="1600" height="560" fill="url(#s)"/>
<g fill="${rain ? '#5f7a68' : '#6f9a78'}"><circle cx="98" cy="318" r="86"/><circle cx="206" cy="346" r="62"/><circle cx="1480" cy="330" r="104"/><circle cx="1376" cy="372" r="60"/></g>
<rect y="372" width="1600" height="176" fill="${rain ? '#79868a' : '#93a3a6'}"/><path d="M150 372v176M300 372v176M450 372v176M1230 372v176M1390 372v176M1540 372v176" stroke="#000" opacity=".12" stroke-width="4"/>
<path d="M0 540H1600V900H0z" fill="${road}"/><path d="M0 848 380 548h14L30 900H0zM1600 800 1212 540h-14L1600 840z" fill="#d9dcdd"/>
<g><rect x="1324" y="318" width="158" height="306" fill="#dfe3e5"/><rect x="1308" y="300" width="190" height="24" fill="#2f7f95"/><rect x="1352" y="352" width="100" height="92" fill="${rain ? '#f3dc8a' : '#5c6f80'}"/></g>
<rect x="445" y="77" width="771" height="620" fill="${cargo}"/><path d="M560 77v300M675 77v300M790 77v300M905 77v300M1020 77v300M1120 77v300" stroke="#000" opacity=".12" stroke-width="6"/><rect x="445" y="77" width="771" height="34" fill="#000" opacity=".14"/>
<ellipse cx="830" cy="872" rx="420" ry="30" fill="#000" opacity=".34"/>
<path d="M494 700V286q0-84 84-84h508q84 0 84 84v414z" fill="${cab}"/><path d="M500 286q0-84 84-84h496q84 0 84 84z" fill="#fff" opacity=".16"/>
<path d="M536 280h592l26 214H510z" fill="#273643"/><path d="M560 300h180L650 470H530z" fill="#fff" opacity=".07"/><path d="M700 494q6-96 46-96t44 96z" fill="#0c1319"/>
<path d="M640 480 560 340M1000 480l80-130" stroke="#0c1319" stroke-width="9" stroke-linecap="round"/>
<g fill="#1b2025"><rect x="424" y="296" width="46" height="166" rx="9"/><rect x="1194" y="296" width="46" height="166" rx="9"/><path d="M470 270l30-24M1194 270l-30-24" stroke="#1b2025" stroke-width="12"/></g>
<rect x="574" y="519" width="512" height="120" rx="16" fill="#14191d"/><path d="M596 556h468M596 590h468M596 620h468" stroke="#434b52" stroke-width="9"/><ellipse cx="830" cy="548" rx="46" ry="17" fill="#d5d9db"/>
<g fill="${lamp}"><rect x="492" y="546" width="72" height="84" rx="8"/><rect x="1098" y="546" width="72" height="84" rx="8"/></g><g fill="#e58a1d"><rect x="492" y="634" width="72" height="24"/><rect x="1098" y="634" width="72" height="24"/></g>
<rect x="464" y="668" width="734" height="180" rx="22" fill="#2a2f34"/><g fill="${rain ? '#fff1b8' : '#9aa3aa'}"><circle cx="540" cy="752" r="34"/><circle cx="1120" cy="752" r="34"/></g>
<g fill="#111418"><rect x="492" y="842" width="118" height="58" rx="16"/><rect x="1050" y="842" width="118" height="58" rx="16"/></g>
${plateGroup(p.true_plate ?? p.plate, p.colour, 678, 736, 244, 78, p.dirt ?? -1)}
${drops}
<text x="30" y="58" font-family="Noto Sans Mono CJK SC, monospace" font-size="34" fill="#fff" stroke="#000" stroke-width="5" paint-order="stroke">${stamp}</text>
<text x="1570" y="874" text-anchor="end" font-family="Noto Sans CJK SC" font-size="36" fill="#fff" stroke="#000" stroke-width="5" paint-order="stroke">${laneLabel}</text></svg>`
}

export function plateShot(p) {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 608 260" width="608" height="260">
<defs><filter id="b"><feGaussianBlur stdDeviation="${(p.dirt ?? -1) >= 0 ? 2.6 : 0.8}"/></filter></defs>
<rect width="608" height="260" fill="#3c3f42"/><rect width="608" height="70" fill="#4d5053"/>
<g filter="url(#b)" opacity=".93" transform="rotate(-1.400 304 130)">${plateGroup(p.true_plate ?? p.plate, p.colour, 67, 44, 474, 172, p.dirt ?? -1)}</g></svg>`
}
