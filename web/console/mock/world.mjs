// The mock plant: seeded, so that every run and every picture is the same.
import { MockLog } from './log.mjs'
import { PLATE_BOX, SCENE_BOX } from './photos.mjs'

const T0 = Date.parse('2026-12-14T14:32:08+08:00')
export const iso = (ms) => new Date(ms + 8 * 3600e3).toISOString().replace('Z', '+08:00')
const at = (clock, day = '2026-12-14') => Date.parse(`${day}T${clock}+08:00`)
const LOG_SIZE = 128_512

export const reason = (clause, outcome, zh, en, cite = '') => ({
  pack: 'cleangate.base', version: '2026.11', clause, outcome, text: { zh, en }, values: {},
  advice: cite ? { zh: cite, en: '' } : { zh: '', en: '' },
})
const R4 = () => reason('plan.orange.2', 'refuse', '国四重型货车，橙色预警期间禁止进入', 'China 4 heavy truck, no entry during an orange warning',
  '预警解除后再来，或换国五及以上、新能源车辆')
const R3 = () => reason('plan.orange.2', 'refuse', '国三重型货车，橙色预警期间禁止进入', 'China 3 heavy truck, no entry during an orange warning')
const UNKNOWN = () => reason('stage.unknown', 'refuse', '没有登记，排放阶段未知', 'Not registered, emission stage unknown')
const DOUBT = () => reason('plate.doubt', 'hold', '号牌第4位像B，也像8', 'Character 4 of the plate looks like B and like 8')
const ok = (zh, en) => [reason('plan.ok', 'remind', zh, en)]
const OK_ORANGE = () => ok('符合橙色预警要求', 'Meets the orange warning')
const OUT = () => ok('出厂车辆，已登记', 'Exit recorded')

export const LANES = [
  { id: 'lane-1', gate: 'gate-1', name: '1号车道', direction: 'in', mode: 'automatic' },
  { id: 'lane-2', gate: 'gate-1', name: '2号车道', direction: 'in', mode: 'automatic' },
  { id: 'lane-3', gate: 'gate-2', name: '3号车道', direction: 'out', mode: 'automatic' },
  { id: 'lane-4', gate: 'gate-2', name: '4号车道', direction: 'in', mode: 'automatic' },
]

let serial = 0
function passage(ms, lane, plate, colour, stage, vehicle_class, verdict, reasons, outcome, more = {}) {
  serial += 1
  const id = more.id ?? `p${String(serial).padStart(7, '0')}`
  const where = LANES.find((l) => l.id === lane)
  const [min, max] = stage === null ? [null, null] : Array.isArray(stage) ? stage : [stage, stage]
  return {
    index: LOG_SIZE - 90 - serial, updated_index: LOG_SIZE - 90, id, at: iso(ms), received_at: iso(ms + 2), logged_at: iso(ms + 7),
    gate: where.gate, lane, direction: where.direction, plate, colour, plate_class: '', vehicle_class,
    stage: { min, max, source: stage === null ? null : '随车清单' }, verdict, reasons, mode: 'automatic', historic: false,
    outcome, outcome_assumed: false, outcome_at: outcome === 'pending' ? null : iso(ms + 43_000),
    actuation: verdict === 'admit' ? 'moved' : 'none', hold: null, resolved_by: null, resolved_reason: null,
    device: `cam-${lane.at(-1)}`, confidence: 97, clock_quality: 'good', candidates: [],
    photos: [
      { id: 0, kind: 'scene', url: `/api/v1/passages/${id}/photos/0`, mime: 'image/svg+xml', decodable: true, box: SCENE_BOX },
      { id: 1, kind: 'plate', url: `/api/v1/passages/${id}/photos/1`, mime: 'image/svg+xml', decodable: true, box: PLATE_BOX },
    ],
    reads: 3, trailer: null, amendments: [], declaration: null, ...more,
  }
}

const candidate = (plate, verdict, reasons) => ({ plate, colour: 'yellow', verdict, reasons })

function firstRows() {
  serial = 0
  const p = (clock, ...rest) => passage(at(clock), ...rest)
  const held = p('14:31:26.318', 'lane-2', '冀R8B9Q7', 'yellow', null, 'H17', 'hold', [DOUBT()], 'pending', {
    id: 'p-held', hold: 'open', dirt: 3, rain: true, cab: '#2f6fb5', confidence: 71, photos: undefined,
    candidates: [
      candidate('冀R8B9Q7', 'admit', OK_ORANGE()), candidate('冀R889Q7', 'refuse', [R4()]),
      candidate('冀RBB9Q7', 'hold', [reason('stage.unknown', 'hold', '没有登记，排放阶段未知', 'Not registered, stage unknown')]),
    ],
  })
  held.photos = passage(0, 'lane-2', 'x', 'yellow', null, null, 'hold', [], 'pending', { id: 'p-held' }).photos
  return [
    p('14:31:52', 'lane-1', '津A54321', 'yellow', '6b', 'H17', 'admit', OK_ORANGE(), 'crossed', { cab: '#b8241f' }),
    held,
    p('14:30:47', 'lane-3', '冀RD06789', 'green', 'D', 'H31', 'admit', OUT(), 'crossed', { cab: '#e4e8ea' }),
    p('14:28:03.214', 'lane-4', '津A12345', 'yellow', '4', 'Q11', 'refuse', [R4()], 'turned_back', { cab: '#c9971c', id: 'p-refused' }),
    p('14:25:19', 'lane-1', '冀R7F168', 'blue', '5', 'H31', 'admit', ok('轻型货车，不在限制范围', 'Light truck, not limited'), 'crossed'),
    p('14:22:40', 'lane-2', '冀R2B56挂', 'yellow', '6a', 'B11', 'admit', ok('挂车，随前车冀R6K021驶入', 'Trailer, came in behind 冀R6K021'), 'crossed'),
    p('14:19:08', 'lane-1', '京A34567D', 'yellow_green', 'D', 'Q11', 'admit', ok('新能源重型货车', 'Electric heavy truck'), 'crossed'),
    p('14:17:33', 'lane-3', '冀RC5509', 'yellow', '6b', 'H17', 'admit', OUT(), 'crossed'),
    p('14:12:51', 'lane-4', '鲁N60L82', 'yellow', '3', 'H17', 'refuse', [R3()], 'turned_back'),
    p('14:09:27', 'lane-2', '冀R9M311', 'yellow', '6b', 'Q11', 'admit', OK_ORANGE(), 'crossed'),
    p('14:06:12', 'lane-1', null, 'unknown', null, null, 'admit', [], 'crossed', { resolved_by: '李工', resolved_reason: '没有识别到号牌，已核对行驶证', hold: 'admitted', photos: [{ id: 0, kind: 'scene', missing: true, cause: 'late' }] }),
    p('14:03:45', 'lane-3', '冀RF20516', 'green', '6b', 'H31', 'admit', ok('插电式混合动力，按国六判定', 'Plug-in hybrid, judged as China 6'), 'crossed'),
    p('13:58:20', 'lane-3', '津C81T67', 'blue', '5', 'H31', 'admit', OUT(), 'crossed'),
    p('13:55:02', 'lane-1', '冀R8K7Q2', 'yellow', '6b', 'H17', 'admit', [], 'crossed', { resolved_by: '李工', resolved_reason: '消防检查车辆', hold: 'admitted' }),
    p('13:51:38', 'lane-4', '晋M3K527', 'yellow', null, 'H17', 'refuse', [UNKNOWN()], 'turned_back'),
    p('13:47:16', 'lane-2', '冀R6K021', 'yellow', '6b', 'Q11', 'admit', OK_ORANGE(), 'crossed'),
    p('13:44:59', 'lane-3', '冀R5H873', 'yellow', '6a', 'H17', 'admit', OUT(), 'crossed'),
    p('13:40:21', 'lane-1', '豫A92Q06', 'blue', '5', 'H31', 'admit', ok('轻型货车，不在限制范围', 'Light truck, not limited'), 'crossed'),
  ]
}

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ'
const PROVINCES = '冀津京鲁晋豫'
function mix(n) {
  let x = Math.imul(n ^ 0x9e3779b9, 0x85ebca6b)
  x ^= x >>> 13
  x = Math.imul(x, 0xc2b2ae35)
  return (x ^ (x >>> 16)) >>> 0
}
/** The n-th row behind the hand-made ones; made anew at every request, so a million cost nothing. */
function madeRow(n) {
  const h = mix(n + 1)
  const kinds = [
    ['yellow', '6b', 'Q11'], ['yellow', '6a', 'H17'], ['yellow', '5', 'H17'], ['blue', '5', 'H31'], ['yellow', '4', 'H17'],
    ['green', 'D', 'H31'], ['yellow_green', 'D', 'Q11'], ['yellow', null, 'H17'],
  ]
  const [colour, stage, cls] = kinds[h % 16 < 8 ? h % 4 : h % 8]
  const tail = Array.from({ length: colour.includes('green') ? 5 : 4 }, (_, i) => String((h >>> (i * 3)) % 10)).join('')
  const plate = `${PROVINCES[h % 6]}${LETTERS[(h >>> 3) % 24]}${LETTERS[(h >>> 7) % 24]}${tail}`
  const lane = LANES[(h >>> 5) % 4]
  const refused = lane.direction === 'in' && (stage === '4' || stage === null)
  const ms = at('13:40:00') - n * 97_000 - (h % 60_000)
  const row = passage(ms, lane.id, plate, colour, stage, cls, refused ? 'refuse' : 'admit',
    refused ? [stage === '4' ? R4() : UNKNOWN()] : lane.direction === 'out' ? OUT() : OK_ORANGE(), refused ? 'turned_back' : 'crossed',
    { id: `m${n}` })
  return { ...row, index: Math.max(0, LOG_SIZE - 120 - n) }
}

export function makeWorld(scenario = 'picture', overrides = {}) {
  const started = Date.now()
  const world = {
    scenario, total: { picture: 131, ten: 131, million: 1_000_000, empty: 0, quiet: 131 }[scenario] ?? 131,
    clock: () => T0 + Date.now() - started,
    index: LOG_SIZE, rows: [], lanes: structuredClone(LANES), kill: { on: false, by: null, since: null, reason: null },
    uplink: { state: 'ok', since: null }, warning: { id: 'w1', level: 'orange', since: iso(at('12:00:00', '2026-12-12')) },
    shift: { id: 's1', started_at: iso(at('08:00:00')), by: '李工', passages: 97, refused: 7, held: 5, lifts: 1, open_holds: [], note_from_last: '2号车道相机雨刮不灵，已报修' },
    prefs: new Map(), role: 'admin', signedIn: true, failures: 0, calls: [], down: false,
    log: null,
    ...overrides,
  }
  if (scenario !== 'empty') world.rows = firstRows()
  if (scenario === 'quiet') world.rows = world.rows.filter((r) => r.hold !== 'open')
  if (scenario === 'ten') addTen(world)
  world.row = (i) => world.rows[i] ?? (i < world.total ? madeRow(i - world.rows.length) : null)
  world.find = (id) => world.rows.find((r) => r.id === id) ?? (/^m\d+$/.test(id) ? madeRow(Number(id.slice(1))) : null)
  world.theLog = () => (world.log ??= new MockLog(LOG_SIZE))
  return world
}

function addTen(world) {
  for (let i = 2; i <= 10; i += 1) {
    const d = i % 10
    world.rows.unshift(passage(at('14:31:30') + i * 2500, LANES[i % 2 ? 0 : 3].id, `冀R${d}C${d}Q${d}${d}`, 'yellow', i % 3 ? null : ['4', '5'], 'H17', 'hold',
      [i % 3 ? reason('stage.unknown', 'hold', '没有登记，排放阶段未知', 'Not registered, emission stage unknown')
        : reason('stage.interval', 'hold', '排放阶段在国四与国五之间，没有核定', 'Stage between China 4 and 5, not settled')], 'pending', { id: `p-ten-${i}`, hold: 'open' }))
  }
}

/** A new arrival, as a camera would bring it. */
export function arrive(world, more = {}) {
  world.index += 1
  const p = passage(world.clock(), more.lane ?? 'lane-1', more.plate ?? '冀R6T518', more.colour ?? 'yellow', more.stage ?? '6b', 'H17',
    more.verdict ?? 'admit', more.reasons ?? OK_ORANGE(), more.outcome ?? 'pending', { ...more, index: world.index, updated_index: world.index })
  world.rows.unshift(p)
  world.total += 1
  return p
}
