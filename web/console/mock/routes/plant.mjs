// Plant, vehicles, warnings and the overview: enough for the shell and the desk; the other pages add to it.
import { iso, reason } from '../world.mjs'

const FACTS = {
  冀R8B9Q7: { stage: '6b', vehicle_class: 'H17', fuel: 'B' }, 冀R889Q7: { stage: '4', vehicle_class: 'H17', fuel: 'B' },
  津A12345: { stage: '4', vehicle_class: 'Q11', fuel: 'B' }, 津A54321: { stage: '6b', vehicle_class: 'H17', fuel: 'B' },
}

export const routes = [
  ['GET', '/api/v1/vehicles/{plate}/{colour}', ({ world, params, ctx }) => {
    const f = world.facts?.[params.plate] ?? FACTS[params.plate]
    if (!f) return ctx.problem(404, 'not_found', 'not registered')
    return { plate: params.plate, colour: params.colour, stage: { min: f.stage, max: f.stage, source: '随车清单' }, fuel: f.fuel, vehicle_class: f.vehicle_class, gross_mass_kg: 25000, nev: false, vin: null, source: f.source ?? 'plant', provisional_until: f.until ?? null, confirmed_by: null }
  }],
  ['PUT', '/api/v1/vehicles/{plate}/{colour}', ({ world, params, body }) => {
    world.facts = { ...world.facts, [params.plate]: { stage: body.stage?.min, vehicle_class: body.vehicle_class, fuel: body.fuel, source: world.role === 'guard' ? 'guard' : 'plant', until: iso(world.clock() + 7 * 86400e3) } }
    return { plate: params.plate, colour: params.colour, stage: body.stage, fuel: body.fuel, vehicle_class: body.vehicle_class, source: 'guard', provisional_until: iso(world.clock() + 7 * 86400e3) }
  }],
  ['GET', '/api/v1/warnings', ({ world }) => ({ items: [], in_force: world.warning, next: null })],
  ['GET', '/api/v1/plan', () => ({
    yellow: { measures: [{ text: '国三及以下重型货车禁止进入', for_drivers: true }] },
    orange: { measures: [{ text: '停产50%', for_drivers: false }, { text: '国四及以下重型货车禁止进入', for_drivers: true }] },
    red: { measures: [{ text: '重型货车禁止进入（民生保障除外）', for_drivers: true }] },
  })],
  ['GET', '/api/v1/overview', ({ world }) => ({
    at: iso(world.clock()),
    hours: Array.from({ length: 24 }, (_, hour) => ({ hour, admit: hour < 15 ? [0, 0, 1, 0, 2, 3, 6, 9, 12, 14, 11, 8, 4, 9, 7][hour] : 0, refuse: [9, 8, 7, 11, 13, 14].includes(hour) ? 1 : 0, hold: [8, 9, 10, 13, 14].includes(hour) ? 1 : 0 })),
    stages: [{ stage: '6', count: 58 }, { stage: '5', count: 17 }, { stage: 'D', count: 11 }, { stage: '4', count: 3 }, { stage: '3', count: 0 }, { stage: 'X', count: 1 }],
    totals: { in: 90, out: 41, inside: 17, admit: 86, refuse: 7, hold: 5 },
    holds: { open: world.rows.filter((r) => r.hold === 'open').length, closed: 4, median_wait_s: 47, p90_wait_s: 120, longest_wait_s: 192 },
    devices: { ok: 9, total: 10, worst: [] }, disk: { free_bytes: 1.18e12, total_bytes: 2e12, database_bytes: 1.1e10, media_bytes: 7.1e11, days_left: 425 },
    todo: [],
  })],
  ['GET', '/api/v1/gates', () => ({ items: [{ id: 'gate-1', name: '东门' }, { id: 'gate-2', name: '西门' }], next: null })],
  ['GET', '/api/v1/lanes', ({ world }) => ({ items: world.lanes, next: null })],
  ['GET', '/api/v1/plant', () => ({ id: 'plant', name: '廊坊市安次区XX木业有限公司', grade: 'B', industry: '木制品', region: '131002' })],
]
export { reason }
