// docs/guide/manager.md, step by step: the set-up on an empty plant, the rest on one with a day's traffic.
import type { Page } from '@playwright/test'
import { WORDS as DRIVER } from '../../driver/src/words'
import zh from '../../console/src/i18n/zh'
import board from '../../console/src/pages/board-settings/words'
import devices from '../../console/src/pages/devices/words'
import dossier from '../../console/src/dossier/words'
import first from '../../console/src/pages/first/words'
import lists from '../../console/src/pages/lists/words'
import overview from '../../console/src/pages/overview/words'
import passages from '../../console/src/pages/passages/words'
import users from '../../console/src/pages/users/words'
import vehicles from '../../console/src/pages/vehicles/words'
import warnings from '../../console/src/pages/warnings/words'
import { BusyGate, playedDay, vehiclePath, type Truck } from '../src/busy-gate'
import { drawScene, vzenith } from '../src/camera'
import { readCode } from '../src/code'
import { A4, declare, PHONE } from '../src/driver'
import { picture, replay } from '../src/guide'
import { drawList, LIST_WIDTH } from '../src/papers'
import { ADMIN, usePlant } from '../src/plant'
import { registry, spoil, xlsx } from '../src/sheets'
import { choose, expect, field, test, wordsOf } from '../src/story'

const say = wordsOf({
  zh: {
    ...zh, board: board.zh, devices: devices.zh, first: first.zh, lists: lists.zh, overview: overview.zh, passages: passages.zh,
    dossier: dossier.zh, users: users.zh, vehicles: vehicles.zh, warnings: warnings.zh,
  },
  en: {},
}, 'zh')
const ROWS = 60
const BAD = 3
const empty = usePlant({ admin: false })
const site = usePlant({ from: playedDay })
let gate: BusyGate
let entered: Truck
let papered: Truck

test.beforeAll(async ({ browser }) => {
  const { plant } = site
  const warned = await plant.api<{ id: string }>('POST', 'warnings', { level: 'orange', effective_at: new Date(Date.now() - 1000).toISOString() })
  gate = await BusyGate.open(plant)
  await plant.api('PATCH', 'lanes/1', { mode: 'observe', reason: '先观察' })
  for (const truck of gate.trucks.slice(0, 8)) await gate.camera('1').see(truck.plate, truck)
  await plant.api('POST', `warnings/${warned.id}/lift`, { effective_at: new Date().toISOString() })
  // What a guard entered from papers.
  entered = await gate.stranger()
  papered = await cleanTruck()
  const token = (await plant.command('token', 'create', '--role', 'guard', '--label', '李卫')).out.trim()
  const vehicle = `${plant.url}/api/v1/vehicles/${encodeURIComponent(entered.plate)}/yellow`
  const asGuard = (method: string, url: string, type: string, body: string | Uint8Array<ArrayBuffer>) =>
    fetch(url, { method, headers: { Authorization: `Bearer ${token}`, 'Content-Type': type }, body })
  const put = await asGuard('PUT', vehicle, 'application/json', JSON.stringify({ stage: { min: '5', max: '5' }, vehicle_class: 'H11', fuel: 'B' }))
  expect(put.ok, await put.text()).toBe(true)
  const sent = await asGuard('POST', `${vehicle}/evidence`, 'image/jpeg', new Uint8Array(await drawScene(browser, entered.plate, 'yellow')))
  expect(sent.ok, await sent.text()).toBe(true)
  await plant.restart()
})
test.afterAll(async () => { await gate.close() })

/** One that may come in whatever is in force. */
async function cleanTruck(): Promise<Truck> {
  for (const truck of gate.trucks.filter((t) => t.known)) {
    const { stage } = await site.plant.api<{ stage?: { min?: string } }>('GET', vehiclePath(truck.plate, truck.colour))
    if (stage?.min?.startsWith('6')) return truck
  }
  throw new Error('no truck of stage 6 came')
}
/** As somebody at the plant registers it, not a script. */
async function registerByHand(page: Page, truck: Truck): Promise<void> {
  const { plant } = site
  await plant.signIn(page)
  const { csrf } = await (await page.request.get(`${plant.url}/api/v1/session`)).json() as { csrf: string }
  const facts = { stage: { min: '6', max: '6' }, vehicle_class: 'H11', fuel: 'B', gross_mass_kg: 31_000, vin: 'LZZ5CLSB6NA123457' }
  const put = await page.request.put(`${plant.url}/api/v1/${vehiclePath(truck.plate, truck.colour)}`, { data: facts, headers: { 'X-CSRF-Token': csrf } })
  expect(put.ok(), await put.text()).toBe(true)
}

test('the manager’s guide', async ({ page, browser, context }) => {
  test.setTimeout(600_000)
  await choose(page, {})
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const box = page.getByRole('dialog')
  const go = (path: string) => page.goto(site.plant.url + path)
  const pick = (list: string, option: string) => async () => {
    await page.getByRole('combobox', { name: new RegExp(`^${list}`) }).click()
    await page.getByRole('option', { name: option }).click()
  }
  let url = ''
  let address = ''
  await replay('manager', {
    'first-password': async () => {
      await page.goto(empty.plant.setupLink)
      await field(page, say('setup.username')).fill(ADMIN.username)
      await field(page, say('setup.display')).fill(ADMIN.display_name)
      await field(page, say('setup.password')).fill(ADMIN.password)
      await field(page, say('setup.again')).fill(ADMIN.password)
      await button(say('setup.submit')).click()
      await expect(page).toHaveURL(/\/first$/)
    },
    'first-plant': async () => {
      for (const [key, value] of [['district', '安次区'], ['industryName', '人造板制造'], ['legal', '张建国'], ['legalPhone', '13903160001'], ['responsible', '李强'], ['responsiblePhone', '13803161234']] as const) {
        await field(page, say(`first.plant.${key}`)).fill(value)
      }
      await expect(page.locator('aside.shows')).toContainText('李强')
      await picture(page, 'manager-plant')
      await button(say('first.plant.save')).click()
    },
    'first-lanes': async () => {
      await field(page, say('first.lanes.gate')).fill('东门')
      await button(say('first.lanes.save')).click()
      await expect(page.getByRole('heading', { name: say('first.cameras.title') })).toBeVisible()
    },
    'first-camera': async () => {
      await page.getByText('臻识', { exact: true }).click()
      await button(say('first.cameras.make')).click()
      url = await page.locator('section.push .url').innerText()
    },
    'first-green': async () => {
      await vzenith(url, { ...entered, box: { left: 545, top: 497, right: 735, bottom: 557 } })
      const panel = page.locator('aside.listen')
      await expect(panel).toContainText(say('first.listen.connected', { lane: say('first.lanes.laneDefault', { n: 1 }) }))
      await expect.poll(() => panel.locator('img').first().evaluate((i: HTMLImageElement) => i.naturalWidth)).toBe(1280)
      await picture(page, 'manager-green')
    },
    'first-skip': async () => {
      await button(say('first.cameras.nextOne', { lane: say('first.lanes.laneDefault', { n: 2 }) })).click()
      await button(say('first.cameras.skip')).click()
      await button(say('first.vehicles.later')).click()
      await expect(page.getByRole('heading', { name: say('first.observe.title') })).toBeVisible()
    },
    'first-observe': async () => {
      await picture(page, 'manager-observe')
      await button(say('first.observe.done')).click()
      await expect(page).toHaveURL(/\/overview$/)
    },
    'import-template': async () => {
      await registerByHand(page, papered)
      await go('/vehicles')
      await button(say('vehicles.imports')).click()
      await expect(box.getByRole('link', { name: /Excel/ }).first()).toHaveAttribute('href', /template/)
    },
    'import-check': async () => {
      const rows = registry(ROWS)
      spoil(rows, BAD)
      await box.locator('input[type=file]').setInputFiles({ name: '车辆.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: xlsx(rows) })
      await expect(box.getByText(say('vehicles.import.bad', { n: BAD }))).toBeVisible()
      await expect(box.locator('.errors tbody tr')).toHaveCount(BAD)
      await picture(page, 'manager-import')
    },
    'import-go': async () => {
      await box.getByRole('button', { name: say('vehicles.import.applyGood', { n: ROWS - BAD }) }).click()
      await expect(box.getByText(say('vehicles.import.done', { n: ROWS - BAD }))).toBeVisible()
    },
    'user-add': async () => {
      await go('/users')
      await button(say('users.add')).click()
      await field(box, say('users.form.username')).fill('wangwei')
      await field(box, say('users.form.name')).fill('王伟')
      await box.getByRole('radio', { name: new RegExp(`^${say('role.guard')}`) }).check()
      await picture(page, 'manager-user')
      await box.getByRole('button', { name: say('users.form.go') }).click()
    },
    'user-link': async () => {
      await expect(box).toContainText('/setup#')
      const link = /http:\S+\/setup#[\w-]+/.exec(await box.innerText())![0]
      await box.getByRole('button', { name: say('users.link.done') }).click()
      const guard = await (await browser.newContext({ locale: 'zh-CN' })).newPage()
      await choose(guard, {})
      await guard.goto(link)
      await field(guard, say('setup.password')).fill('guard-password-1')
      await field(guard, say('setup.again')).fill('guard-password-1')
      await guard.keyboard.press('Enter')
      await expect(guard).toHaveURL(/\/desk$/)
      await guard.context().close()
    },
    'report-read': async () => {
      await go('/overview')
      await button(say('overview.observe.open')).click()
      await expect(box.locator('.why li').first()).toBeVisible()
      await picture(page, 'manager-report')
    },
    'report-switch': async () => {
      await box.getByRole('button', { name: say('overview.report.to') }).first().click()
      await expect(box.getByText(say('overview.report.done', { lane: '1号车道', mode: say('mode.automatic') }))).toBeVisible()
      await page.keyboard.press('Escape')
    },
    'warning-start': async () => {
      await go('/warnings')
      await button(say('warnings.start')).click()
      await box.getByText(say('level.orange')).click()
      await box.getByRole('button', { name: say('warnings.form.startGo', { level: say('level.orange') }) }).click()
      await expect(page.locator('.sign')).toContainText(say('level.orange'))
      await picture(page, 'manager-warning')
    },
    'warning-look': async () => {
      await go('/overview')
      await expect(page.getByText(say('level.orange')).first()).toBeVisible()
      await picture(page, 'manager-overview')
    },
    'warning-lift': async () => {
      await go('/warnings')
      await button(say('warnings.lift')).click()
      await box.getByRole('button', { name: say('warnings.form.liftGo', { level: say('level.orange') }) }).click()
      await expect(page.locator('.sign')).toContainText(say('warnings.none'))
    },
    'confirm-find': async () => {
      await go('/vehicles')
      await pick(say('vehicles.filter.state'), say('vehicles.state.provisional'))()
      await expect(page.getByRole('row').filter({ hasText: entered.plate })).toBeVisible()
    },
    'confirm-look': async () => {
      await page.getByRole('row').filter({ hasText: entered.plate }).click()
      const photo = page.locator('#dock .papers img')
      await expect.poll(() => photo.evaluate((i: HTMLImageElement) => i.naturalWidth)).toBe(1280)
      await picture(page, 'manager-confirm')
    },
    'confirm-go': async () => {
      await button(say('vehicles.panel.confirm')).click()
      await expect(button(say('vehicles.panel.confirm'))).toBeHidden()
    },
    'paper-find': async () => {
      await page.locator('#dock').getByRole('button', { name: say('act.close'), exact: true }).click()
      await button(say('act.clear')).first().click()
      await page.getByPlaceholder(say('vehicles.filter.q'), { exact: true }).fill(papered.plate.slice(2))
      await page.getByRole('row').filter({ hasText: papered.plate }).click()
      await expect(page.locator('#dock .papers')).toContainText(say('dossier.papers.add'))
    },
    'paper-add': async () => {
      const [choice] = await Promise.all([page.waitForEvent('filechooser'), page.locator('#dock').getByText(say('dossier.papers.add')).click()])
      await choice.setFiles({ name: '随车清单.jpg', mimeType: 'image/jpeg', buffer: await drawList(browser) })
    },
    'paper-look': async () => {
      const paper = page.locator('#dock .papers li').filter({ has: page.locator('img') })
      await expect(paper).toContainText(ADMIN.username)
      await expect.poll(() => paper.locator('img').evaluate((i: HTMLImageElement) => i.naturalWidth)).toBe(LIST_WIDTH)
      await picture(page, 'manager-paper')
      const [whole] = await Promise.all([context.waitForEvent('page'), paper.getByRole('link').click()])
      await expect.poll(() => whole.locator('img').evaluate((i: HTMLImageElement) => i.naturalWidth)).toBe(LIST_WIDTH)
      await whole.close()
    },
    'passage-find': async () => {
      await go('/passages')
      await page.locator('.page-passages').getByRole('searchbox').or(page.locator('.page-passages').getByLabel(say('passages.plate'), { exact: true })).first().fill(entered.plate.slice(2))
      // Only the head has another text.
      await expect(page.locator('.page-passages').getByRole('row').filter({ hasNotText: entered.plate })).toHaveCount(1)
      await expect(page.locator('.page-passages').getByRole('row').filter({ hasText: entered.plate }).first()).toBeVisible()
    },
    'passage-open': async () => {
      await page.locator('.page-passages').getByRole('row').filter({ hasText: entered.plate }).first().click()
      await expect(page.locator('#dock .proof')).toContainText('未被改动')
      await picture(page, 'manager-passage')
    },
    'passage-amend': async () => {
      await page.locator('#dock').getByRole('button', { name: say('evidence.correct') }).click()
      await box.getByRole('textbox', { name: say('plateEdit.label') }).press('End')
      await page.keyboard.press('Backspace')
      await page.keyboard.press(entered.plate.endsWith('9') ? 'Digit8' : 'Digit9')
      await box.getByLabel(say('evidence.why')).fill('照片放大后看清')
      await box.getByRole('button', { name: say('evidence.correct') }).click()
      await expect(page.locator('#dock .amended')).toContainText(entered.plate)
    },
    'list-add': async () => {
      await go('/lists')
      await page.locator('[role=radiogroup]').getByText(say('lists.kinds.deny'), { exact: true }).click()
      const add = say('lists.add', { list: say('lists.kinds.deny') })
      await button(add).click()
      await field(box, say('lists.plate')).fill('豫E2K881')
      await field(box, say('lists.reason')).fill('多次冲卡')
      await box.getByRole('button', { name: add }).click()
      await expect(page.getByRole('row').filter({ hasText: '多次冲卡' })).toContainText(say('lists.state.active'))
    },
    'board-save': async () => {
      await go('/board-settings')
      await page.getByLabel(say('board.facts.responsible'), { exact: true }).fill('李强')
      await expect(page.locator('.look .frame')).toContainText('李强')
      await picture(page, 'manager-board')
      await button(say('board.save')).click()
      await expect(page.getByText(say('board.saved'))).toBeVisible()
    },
    'board-address': async () => {
      await page.locator('[role=radiogroup]').getByText(say('board.parts.screens'), { exact: true }).click()
      await button(say('board.screens.make')).click()
      const address = await page.locator('.keys .url').innerText()
      const screen = await context.newPage()
      await screen.goto(address)
      await expect(screen.locator('body')).toContainText('廊坊示范木业有限公司')
      await screen.close()
    },
    'poster-address': async () => {
      await go('/board-settings')
      await page.getByLabel(say('board.facts.url')).fill(site.plant.url)
      await button(say('board.save')).click()
      await expect(page.getByText(say('board.saved'))).toBeVisible()
    },
    'poster-print': async () => {
      const link = page.getByRole('link', { name: say('board.poster.open', { gate: '物流门' }) })
      await link.scrollIntoViewIfNeeded()
      await picture(page, 'manager-poster')
      const [sheet] = await Promise.all([context.waitForEvent('page'), link.click()])
      await sheet.emulateMedia({ media: 'print' })
      await sheet.setViewportSize(A4)
      await expect(sheet.locator('svg')).toContainText('物流门')
      await picture(sheet, 'manager-sheet')
      address = readCode(await sheet.screenshot())
      await sheet.close()
    },
    'poster-scan': async () => {
      const phone = await (await browser.newContext({ ...PHONE, locale: 'zh-CN' })).newPage()
      await phone.goto(address)
      await expect(phone.locator('header')).toContainText('物流门')
      await declare(phone, papered.plate, DRIVER.zh, { way: 'in', cargo: '板材', quantity: '12.5' })
      await picture(phone, 'manager-declare')
      await phone.getByRole('button', { name: DRIVER.zh.submit }).tap()
      await expect(phone.getByRole('status')).toHaveText(DRIVER.zh.done)
      await phone.context().close()
    },
    'poster-look': async () => {
      await gate.camera('1').see(papered.plate, papered)
      await go('/passages')
      await page.locator('.page-passages').getByRole('row').filter({ hasText: papered.plate }).first().click()
      await expect(page.locator('#dock')).toContainText(/板材12\.5吨，\d\d:\d\d/)
    },
    'device-look': async () => {
      await go('/devices')
      await page.getByRole('row').filter({ hasText: '2号车道相机' }).click()
      const panel = page.locator('aside.panel')
      await panel.getByRole('button', { name: say('devices.probe') }).click()
      await expect(panel).toContainText(new RegExp(say('devices.reached', { ms: '\\d+' })))
      await picture(page, 'manager-device')
    },
  })
})
