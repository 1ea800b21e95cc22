// docs/guide/guard.md, step by step.
import zh from '../../console/src/i18n/zh'
import deskWords from '../../console/src/pages/desk/words'
import { BusyGate, invite, playedDay, type Person, type Truck } from '../src/busy-gate'
import { drawScene } from '../src/camera'
import { picture, replay } from '../src/guide'
import { press } from '../src/keyboard'
import { ADMIN, usePlant } from '../src/plant'
import { choose, expect, expectOutage, expectRefusal, test, wordsOf } from '../src/story'

const LI: Person = { username: 'liwei', display_name: '李卫', password: 'shift-one-2026', role: 'guard' }
const WANG: Person = { username: 'wangfang', display_name: '王芳', password: 'shift-two-2026', role: 'guard' }
const site = usePlant({ from: playedDay })
const say = wordsOf({ zh: { ...zh, desk: deskWords.zh }, en: {} }, 'zh')
let gate: BusyGate

test.beforeAll(async () => {
  for (const who of [LI, WANG]) await invite(site.plant, who)
  gate = await BusyGate.open(site.plant)
  const { plant } = site
  await plant.api('POST', 'warnings', { level: 'orange', effective_at: new Date(Date.now() - 1000).toISOString() })
})
test.afterAll(async () => { await gate.close() })

test('the guard’s guide', async ({ page, browser }) => {
  test.setTimeout(600_000)
  await choose(page, {})
  const card = page.locator('.hold-card')
  const rail = (task: string) => page.getByRole('complementary', { name: say(`desk.${task}.title`) })
  const signIn = async (who: Person) => {
    await page.getByLabel(say('login.username')).fill(who.username)
    await page.getByLabel(say('login.password')).fill(who.password)
    await press(page, 'Enter')
    await expect(page).toHaveURL(/\/desk$/)
  }
  const arrive = async (lane: string, truck: Truck, read = truck.plate) => {
    if (read === truck.plate && !(await gate.registered(read, truck.colour))) expectRefusal(page, 404, `/api/v1/vehicles/${read}/${truck.colour}`)
    expect(await gate.camera(lane).see(read, truck)).toBe(false)
    await expect(page.locator('.hold-card, .others').filter({ hasText: `${lane}号车道` }).first()).toBeVisible()
  }
  const first = gate.misread()
  const second = await gate.stranger()
  const third = gate.misread()
  const fourth = await gate.stranger()
  const last = await gate.stranger()

  let back = () => {}
  await replay('guard', {
    'guard-sign-in': async () => {
      expectRefusal(page, 401, '/api/v1/session')
      await page.goto(site.plant.url)
      await signIn(LI)
    },
    'guard-look': async () => {
      await press(page, 'ArrowDown')
      await expect(page.locator('.lane')).toHaveCount(4)
      await expect(page.getByText(say('desk.sound'))).toBeHidden()
      await picture(page, 'guard-desk')
    },
    'hold-see': async () => {
      await gate.register(first.truck, '6')
      await arrive('1', first.truck, first.read)
      await arrive('2', second)
      await expect(card).toContainText(say('verdict.hold'))
      await expect(card.locator('img').first()).toBeVisible()
      await expect(card).toContainText('国六')
      await picture(page, 'guard-hold')
    },
    'hold-pick': async () => {
      await press(page, 'ArrowDown')
      await expect(card.getByRole('option', { selected: true })).toContainText(first.truck.plate)
      await expect(card.getByRole('option', { selected: true })).toContainText(say('desk.mayEnter'))
    },
    'hold-reason': async () => {
      await press(page, '1')
      await expect(card.locator('.btn.go')).toContainText(say('desk.admitHead'))
      await picture(page, 'guard-reason')
    },
    'hold-enter': async () => {
      const opened = gate.camera('1').opened
      await press(page, 'Enter')
      await expect(page.getByRole('status').filter({ hasText: '已准许' })).toBeVisible()
      await expect.poll(() => gate.camera('1').opened).toBe(opened + 1)
    },
    'hold-next': async () => {
      await expect(card).toContainText(second.plate)
      await gate.register(third.truck, '6')
      await arrive('1', third.truck, third.read)
      await press(page, 'PageDown')
      await expect(card).toContainText(third.truck.plate)
      await press(page, 'Escape')
      await expect(card).toContainText(second.plate)
    },
    'hold-refuse': async () => {
      await press(page, '6', 'Enter')
      await expect(page.getByRole('status').filter({ hasText: '已禁止' })).toBeVisible()
    },
    'plate-open': async () => {
      await expect(card).toContainText(third.truck.plate)
      await press(page, 'F2')
      await expect(card.getByRole('textbox', { name: say('plateEdit.label') })).toBeFocused()
    },
    'plate-type': async () => {
      await press(page, 'Home', 'ArrowRight', 'ArrowRight')
      for (const c of third.truck.plate.slice(2)) await press(page, /\d/.test(c) ? `Digit${c}` : `Key${c}`)
      await picture(page, 'guard-plate')
      await press(page, 'Enter')
      await expect(card.getByText(say('desk.corrected'))).toBeVisible()
    },
    'plate-settle': async () => {
      await press(page, '1', 'Enter')
      await expect(page.getByText(say('desk.none'))).toBeVisible()
      const { items } = await site.plant.api<{ items: { amendments: unknown[] }[] }>('GET', `passages?plate=${encodeURIComponent(third.truck.plate)}&limit=1`)
      expect(items[0]!.amendments).toHaveLength(1)
    },
    'papers-open': async () => {
      const papers = await drawScene(browser, fourth.plate, 'yellow')
      // From now on, since the browser learns only after a moment that its chooser is answered here.
      page.once('filechooser', (c) => void c.setFiles({ name: '行驶证.jpg', mimeType: 'image/jpeg', buffer: papers }))
      await arrive('2', fourth)
      // However many clauses speak, the reading they speak of is never squeezed out of sight.
      const reading = page.getByRole('option').filter({ hasText: fourth.plate })
      expect((await reading.boundingBox())!.height).toBeGreaterThan(40)
      await expect(page.getByRole('button', { name: say('desk.fromPapers') })).toBeInViewport({ ratio: 1 })
      await press(page, 'F3')
      await expect(rail('find').getByRole('option').first()).toContainText(fourth.plate)
      await press(page, 'Enter')
      await expect(rail('find').getByLabel(say('desk.find.stage'))).toBeFocused()
    },
    'papers-facts': async () => {
      for (const stage of ['6b', '6a', '6', '5']) {
        await press(page, 'ArrowDown')
        await expect(rail('find').getByLabel(say('desk.find.stage'))).toHaveValue(stage)
      }
      for (const [list, value] of [['cls', 'H11'], ['fuel', 'B']] as const) {
        await press(page, 'Tab', 'ArrowDown')
        await expect(rail('find').getByLabel(say(`desk.find.${list}`))).toHaveValue(value)
      }
    },
    'papers-photo': async () => {
      await press(page, 'Tab')
      await expect(rail('find').locator('input[type=file]')).toBeFocused()
      await press(page, 'Space')
      await expect(rail('find').getByText('行驶证.jpg')).toBeVisible()
      await picture(page, 'guard-papers')
    },
    'papers-save': async () => {
      await press(page, 'Tab', 'Enter')
      await expect(page.getByText(say('desk.find.saved'))).toBeVisible()
    },
    'papers-admit': async () => {
      await press(page, '2', 'Enter')
      await expect(page.getByText(say('desk.none'))).toBeVisible()
      expect(await gate.camera('1').see(fourth.plate, fourth)).toBe(true)
    },
    'lift-open': async () => {
      await press(page, 'F4')
      await expect(rail('lift')).toBeVisible()
    },
    'lift-choose': async () => {
      await press(page, '2', '1')
      await expect(rail('lift').getByRole('button', { name: say('desk.lift.go', { lane: '2号车道' }) })).toBeEnabled()
      await picture(page, 'guard-lift')
    },
    'lift-go': async () => {
      const opened = gate.camera('2').opened
      await press(page, 'Enter')
      await expect(page.getByRole('status').filter({ hasText: '2号车道' })).toContainText(say('actuation.moved'))
      expect(gate.camera('2').opened).toBe(opened + 1)
    },
    'mode-choose': async () => {
      await press(page, 'F6', '1', '3', '2')
      await expect(rail('mode')).toContainText(say('desk.mode.go', { lane: '1号车道', mode: say('mode.manual') }))
    },
    'mode-go': async () => {
      await press(page, 'Enter')
      await expect(page.getByText(say('desk.mode.done', { lane: '1号车道', mode: say('mode.manual') }))).toBeVisible()
      await expect(page.locator('.lane').filter({ hasText: '1号车道' })).toContainText(say('mode.manual'))
      await press(page, 'F6', '1', '1', '3', 'Enter')
      await expect(page.getByText(say('desk.mode.done', { lane: '1号车道', mode: say('mode.automatic') }))).toBeVisible()
    },
    'stop-hold': async () => {
      await page.keyboard.down('F10')
      await expect(page.getByRole('alert').filter({ hasText: say('desk.kill.on') })).toBeVisible()
      await page.keyboard.up('F10')
      await picture(page, 'guard-stop')
    },
    'stop-resume': async () => {
      const office = await (await browser.newContext({ locale: 'zh-CN' })).newPage()
      await choose(office, {})
      await site.plant.signIn(office, ADMIN)
      await office.goto(`${site.plant.url}/desk`)
      await office.getByRole('button', { name: say('desk.kill.resume') }).click()
      const box = office.getByRole('dialog')
      await box.getByLabel(say('desk.write')).fill('险情已排除')
      await box.getByRole('button', { name: say('desk.kill.resume') }).click()
      await expect(office.getByRole('alert').filter({ hasText: say('desk.kill.on') })).toBeHidden()
      await expect(page.getByRole('alert').filter({ hasText: say('desk.kill.on') })).toBeHidden()
      await office.context().close()
    },
    'inside-open': async () => {
      const inside = await site.plant.api<{ items: unknown[] }>('GET', 'inside?limit=50')
      await press(page, 'F3')
      await expect(rail('find').getByText(say('desk.find.inside', { n: inside.items.length }))).toBeVisible()
    },
    'inside-find': async () => {
      await page.keyboard.type(fourth.plate.slice(2))
      await expect(rail('find').getByRole('option')).toHaveCount(1)
      await press(page, 'Escape')
      await expect(rail('find')).toBeHidden()
    },
    'lost-see': async () => {
      await arrive('2', last)
      back = expectOutage(page)
      await site.plant.end()
      await expect(page.getByRole('alert').filter({ hasText: say('shell.reconnect') })).toBeVisible()
      await picture(page, 'guard-lost')
    },
    'lost-back': async () => {
      await site.plant.serve()
      await expect(page.getByRole('alert').filter({ hasText: say('shell.reconnect') })).toBeHidden()
      await expect(card).toContainText(last.plate)
      back()
    },
    'shift-open': async () => {
      await press(page, 'F8')
      await expect(rail('shift')).toContainText(last.plate)
    },
    'shift-write': async () => {
      await page.keyboard.type('2号车道相机雨刮不灵，已报修')
      await press(page, 'Tab')
      await page.keyboard.type(WANG.display_name)
      await picture(page, 'guard-shift')
    },
    'shift-go': async () => {
      await press(page, 'Enter')
      await expect(page.getByText(say('desk.shift.done'))).toBeVisible()
    },
    'shift-out': async () => {
      await page.getByRole('button', { name: `${say('shell.account')} ${LI.display_name}` }).click()
      await page.getByRole('menuitem', { name: say('shell.signOut') }).click()
      await expect(page).toHaveURL(/\/login/)
    },
    'shift-next': async () => {
      await signIn(WANG)
      await expect(card).toContainText(last.plate)
      await expect(page.getByText('2号车道相机雨刮不灵，已报修')).toBeVisible()
    },
  })
})
