import { describe, expect, it } from 'vitest'
import { emptyForm, erased, missing, typed, withPlate, type Form } from './form'
import { WORDS } from './words'

const type = (text: string, form = emptyForm()) => text.split('').reduce(typed, form)
const full: Form = { ...type('冀R8K021'), direction: 'in', cargo: '煤', quantity: '12.5' }

describe('typing a plate', () => {
  it('takes what may stand there and nothing else', () => {
    expect(type('冀R8K021').plate.join('')).toBe('冀R8K021')
    expect(type('R冀').plate.join('')).toBe('冀')
    expect(type('冀R8K0219').plate.length).toBe(8)
  })
  it('corrects a place and keeps the rest', () => {
    const wrong = { ...type('冀R8K021'), cursor: 3 }
    expect(typed(wrong, 'B').plate.join('')).toBe('冀R8B021')
    expect(typed({ ...wrong, cursor: 0 }, '使').plate.join('')).toBe('使')
  })
  it('erases from the end', () => {
    const one = type('冀R')
    expect(erased(one).plate.join('')).toBe('冀')
    expect(erased(erased(erased(one))).plate).toEqual([])
  })
  it('stays at the last place when the plate is full', () => {
    expect(type('冀RD12345').cursor).toBe(7)
    expect(withPlate(emptyForm(), '冀R8K021'.split('')).cursor).toBe(7)
  })
})

describe('what is missing', () => {
  it('is named from the top', () => {
    expect(missing(emptyForm(), WORDS.zh)).toBe('need_plate')
    expect(missing({ ...full, direction: null }, WORDS.zh)).toBe('need_direction')
    expect(missing({ ...full, cargo: '  ' }, WORDS.zh)).toBe('need_cargo')
    expect(missing(full, WORDS.zh)).toBe(null)
  })
  it('is a quantity above 0 and at most 9999, but for an empty truck', () => {
    for (const quantity of ['', '0', '-1', '10000', 'x']) expect(missing({ ...full, quantity }, WORDS.zh)).toBe('need_quantity')
    for (const quantity of ['0.1', '9999']) expect(missing({ ...full, quantity }, WORDS.zh)).toBe(null)
    expect(missing({ ...full, cargo: '空车', quantity: '' }, WORDS.zh)).toBe(null)
  })
})
