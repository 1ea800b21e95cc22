import { describe, expect, it } from 'vitest'
import { allows, isComplete, plateIn } from './plate_keys'

const c = (text: string) => text.split('')

describe('the keys of a plate', () => {
  it('begin with a province or 使', () => {
    for (const key of ['冀', '京', '使']) expect(allows([], 0, key)).toBe(true)
    for (const key of ['A', '1', '挂', '台']) expect(allows([], 0, key)).toBe(false)
  })
  it('go on with a letter, never I or O', () => {
    expect(allows(['冀'], 1, 'R')).toBe(true)
    for (const key of ['I', 'O', '1', '冀']) expect(allows(['冀'], 1, key)).toBe(false)
  })
  it('take an ending at the seventh place only', () => {
    expect(allows(c('冀R8K02'), 6, '挂')).toBe(true)
    expect(allows(c('冀R8K0'), 5, '挂')).toBe(false)
    expect(allows(c('冀R8K021'), 7, '挂')).toBe(false)
    expect(allows(c('冀R8K02挂'), 7, '1')).toBe(false)
  })
  it('are digits after 使', () => {
    expect(isComplete(c('使123456'))).toBe(true)
    expect(isComplete(c('使A23456'))).toBe(false)
    expect(isComplete(c('使1234567'))).toBe(false)
  })
})

describe('a whole plate', () => {
  it('has 7 or 8 characters', () => {
    expect(isComplete(c('冀R8K02'))).toBe(false)
    for (const t of ['冀R8K021', '冀RD12345', '冀R12345F', '粤Z1234港', '京A1234警']) expect(isComplete(c(t))).toBe(true)
    expect(isComplete(c('冀RD123456'))).toBe(false)
  })
  it('is found in what was pasted', () => {
    expect(plateIn(' 冀R·8K021 ').join('')).toBe('冀R8K021')
    expect(plateIn('车牌：冀Ｒ８Ｋ０２１').join('')).toBe('冀R8K021')
    expect(plateIn('冀rd12345').join('')).toBe('冀RD12345')
    expect(plateIn('12345')).toEqual([])
    expect(plateIn('')).toEqual([])
  })
})
