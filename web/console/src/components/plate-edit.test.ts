import { describe, expect, it } from 'vitest'
import { isWhole, pastePlate, plateKey, plateOf, startEdit, typePlate, type PlateEdit } from './plate-edit'

function press(e: PlateEdit, ...keys: string[]) {
  let action = null
  for (const k of keys) ({ edit: e, action } = typePlate(e, k))
  return { plate: plateOf(e), edit: e, action }
}
describe('typing a plate', () => {
  it('changes the doubtful character in two presses', () => {
    expect(press(startEdit('冀R8B9Q7', 3), '8', 'Enter')).toMatchObject({ plate: '冀R889Q7', action: 'submit' })
  })
  it('writes a whole plate in eleven presses', () => {
    const keys = ['J', '1', 'R', '8', 'C', '9', 'Q', '7', '1', 'Enter']
    expect(keys.length).toBeLessThanOrEqual(11)
    expect(press(startEdit(null), ...keys)).toMatchObject({ plate: '冀R8C9Q71', action: 'submit' })
  })
  it('takes a province that has its letter for itself at once', () => {
    expect(press(startEdit(null), 'C').plate).toBe('川')
  })
  it('refuses I and O, digits in the first two places and what is no character', () => {
    expect(press(startEdit('冀R', 2), 'I', 'O').plate).toBe('冀R')
    expect(press(startEdit(null), '1').plate).toBe('')
    expect(press(startEdit('冀', 1), '1').plate).toBe('冀')
    expect(press(startEdit('冀R', 2), '-', ' ', 'F5').plate).toBe('冀R')
  })
  it('submits seven and eight characters only', () => {
    expect(press(startEdit('冀R8B9Q'), 'Enter').action).toBeNull()
    expect(press(startEdit('冀R8B9Q7'), 'Enter').action).toBe('submit')
    expect(press(startEdit('冀RD06789'), 'Enter').action).toBe('submit')
    expect(isWhole({ chars: [...'冀R 8B9Q'], at: 2, choices: [] })).toBe(false)
  })
  it('cycles 挂 学 警 in the last places and provinces in the first', () => {
    expect(press(startEdit('冀R2B56', 6), 'ArrowDown').plate).toBe('冀R2B56挂')
    expect(press(startEdit('冀R2B567', 0), 'ArrowDown').plate).not.toBe('冀R2B567')
  })
  it('goes back by Backspace and leaves by Esc', () => {
    expect(press(startEdit('冀R8B9Q7', 7), 'Backspace').plate).toBe('冀R8B9Q')
    expect(press(startEdit('冀R8B9Q7'), 'Escape').action).toBe('cancel')
    expect(press(startEdit(null), 'J', 'Escape').action).toBeNull()
  })
  it('reads keys by their place, whatever the input method makes of them', () => {
    expect(plateKey({ key: 'Process', code: 'KeyB' })).toBe('B')
    expect(plateKey({ key: '8', code: 'Numpad8' })).toBe('8')
    expect(plateKey({ key: 'Enter', code: 'Enter' })).toBe('Enter')
  })
  it('takes what is pasted', () => {
    expect(plateOf(pastePlate('车牌：冀r·8b9q7，黄')!)).toBe('冀R8B9Q7')
    expect(pastePlate('hello')).toBeNull()
  })
})
