import { expect, it } from 'vitest'
import type { Vehicle } from '../../api/types'
import { factsOf, isDay, MARKS, stateOf, valuesOf } from './facts'
import words from './words'

const vehicle = (more: Partial<Vehicle>): Vehicle => ({ plate: '冀R12345', colour: 'yellow', ...more }) as Vehicle

it('a form filled from a vehicle gives back the same facts', () => {
  const v = vehicle({ stage: { min: '4', max: '5', source: '行驶证' }, vehicle_class: 'H11', fuel: 'B', gross_mass_kg: 25000, nev: false, vin: 'LGAX4C352K1234567' })
  expect(factsOf(valuesOf(v))).toEqual({ stage: { min: '4', max: '5', source: '行驶证' }, vehicle_class: 'H11', fuel: 'B', gross_mass_kg: 25000, nev: false, vin: 'LGAX4C352K1234567', marks: null })
})
it('one stage is an interval of one; none is null and not a guess', () => {
  expect(factsOf({ ...valuesOf(null), min: '6b', max: null }).stage).toEqual({ min: '6b', max: '6b', source: null })
  expect(factsOf(valuesOf(null)).stage).toBeNull()
})
it('what a guard entered is to be confirmed before anything else is said of it', () => {
  expect(stateOf(vehicle({ provisional_until: '2026-12-20T00:00:00+08:00' }))).toBe('provisional')
  expect(stateOf(vehicle({ stage: null }))).toBe('unknown')
  expect(stateOf(vehicle({ stage: { min: '6b', max: '6b' }, confirmed_by: '王工' }))).toBe('confirmed')
  expect(stateOf(vehicle({ stage: { min: '6b', max: '6b' } }))).toBe('none')
})
it('an exemption is kept with its ground; none says no to each; unknown takes it back', () => {
  const rescue = { yes: ['rescue' as const], no: [], reason: '抢险通知3号', source: null, until: '2026-12-31' }
  expect(factsOf(valuesOf(vehicle({ marks: rescue }))).marks).toEqual(rescue)
  const none = { yes: [], no: [...MARKS], reason: null, source: null, until: null }
  expect(valuesOf(vehicle({ marks: none })).mark).toBe('none')
  expect(factsOf(valuesOf(vehicle({ marks: none }))).marks).toEqual(none)
  expect(factsOf({ ...valuesOf(vehicle({ marks: rescue })), mark: null }).marks).toBeNull()
  expect(factsOf({ ...valuesOf(null), mark: 'rescue', mark_reason: ' 3号 ' }).marks).toEqual({ ...rescue, reason: '3号', until: null })
})
it('marks that the form has no place for are left as they are', () => {
  for (const marks of [{ yes: ['rescue', 'livelihood'] }, { yes: ['cement_tank'], reason: 'x' }, { no: ['rescue'] }, { yes: ['rescue'], no: ['livelihood'] }]) {
    const values = valuesOf(vehicle({ marks: marks as Vehicle['marks'] }))
    expect(values.mark).toBe('keep')
    expect(factsOf(values)).not.toHaveProperty('marks')
  }
})
it('a last day is a day of the calendar', () => {
  expect(['2026-12-31', '2028-02-29'].every(isDay)).toBe(true)
  expect(['2026-13-01', '2026-02-30', '2026/12/31', '31', ''].some(isDay)).toBe(false)
})
it('each mark has its word in both languages', () => {
  for (const lang of [words.zh, words.en]) expect(Object.keys(lang.mark).sort()).toEqual(['keep', 'none', ...MARKS].sort())
})
