import { expect, it } from 'vitest'
import type { Vehicle } from '../../api/types'
import { factsOf, stateOf, valuesOf } from './facts'

const vehicle = (more: Partial<Vehicle>): Vehicle => ({ plate: '冀R12345', colour: 'yellow', ...more }) as Vehicle

it('a form filled from a vehicle gives back the same facts', () => {
  const v = vehicle({ stage: { min: '4', max: '5', source: '行驶证' }, vehicle_class: 'H11', fuel: 'B', gross_mass_kg: 25000, nev: false, vin: 'LGAX4C352K1234567' })
  expect(factsOf(valuesOf(v))).toEqual({ stage: { min: '4', max: '5', source: '行驶证' }, vehicle_class: 'H11', fuel: 'B', gross_mass_kg: 25000, nev: false, vin: 'LGAX4C352K1234567' })
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
