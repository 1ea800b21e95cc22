// The back office: what is set there takes effect at the gate and on the board, and is written down.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { choose, expect, expectRefusal, field, LANGS, test, wordsOf } from '../src/story'
import { ADMIN, usePlant } from '../src/plant'
import { addCamera, vzenith } from '../src/camera'
import en from '../../console/src/i18n/en'
import zh from '../../console/src/i18n/zh'
import board from '../../console/src/pages/board-settings/words'
import devices from '../../console/src/pages/devices/words'
import lists from '../../console/src/pages/lists/words'
import operations from '../../console/src/pages/operations/words'
import users from '../../console/src/pages/users/words'
import warnings from '../../console/src/pages/warnings/words'

const OPEN = /"info"\s*:\s*"ok"/
const WORDS = {
  zh: { ...zh, board: board.zh, devices: devices.zh, lists: lists.zh, operations: operations.zh, users: users.zh, warnings: warnings.zh },
  en: { ...en, board: board.en, devices: devices.en, lists: lists.en, operations: operations.en, users: users.en, warnings: warnings.en },
}

for (const lang of LANGS) {
  test.describe(lang, () => {
    test.describe.configure({ mode: 'serial' })
    const site = usePlant()
    const say = wordsOf(WORDS, lang)
    let url = ''
    let screen = ''
    test.beforeAll(async () => {
      await site.plant.api('POST', 'gates', { id: 'east', name: '东门' })
      await site.plant.api('POST', 'lanes', { id: 'in', gate: 'east', name: '东门进厂', direction: 'in', mode: 'automatic' })
      url = await addCamera(site.plant, { id: 'cam-1', lane: 'in' })
      await site.plant.api('PUT', 'plan', { orange: { measures: [{ text: '停止国四及以下车辆运输' }] } })
      const made = await site.plant.api<{ key: string }>('POST', 'board-keys', { photos: false })
      screen = `${site.plant.url}/board?key=${made.key}`
    })
    test.beforeEach(async ({ page }) => {
      await choose(page, { lang })
      await site.plant.signIn(page)
    })

    test('board settings: the preview shows the change, and the real board takes it', async ({ page, context }) => {
      const real = await context.newPage()
      await real.setViewportSize({ width: 960, height: 540 }) // drawn without a graphics card
      await real.goto(screen)
      await expect(real.locator('body')).toContainText('廊坊示范木业有限公司')
      await page.bringToFront() // a page behind another is drawn once a second
      await page.goto(`${site.plant.url}/board-settings`)
      await page.getByLabel(say('board.facts.responsible'), { exact: true }).fill('李强')
      await expect(page.locator('.look .frame')).toContainText('李强')
      await expect(real.locator('body')).not.toContainText('李强')
      await page.locator('[role=radiogroup]').getByText(say('board.parts.texts'), { exact: true }).click()
      await page.getByRole('textbox', { name: say('board.texts.noWarning'), exact: true }).fill('今日无预警')
      await expect(page.locator('.look .frame')).toContainText('今日无预警')
      await page.locator('[role=radiogroup]').getByText(say('board.parts.measures'), { exact: true }).click()
      await expect(page.locator('.edit')).toContainText('停止国四及以下车辆运输')
      await expect(page.locator('.look .frame')).toContainText('停止国四及以下车辆运输')
      await page.getByRole('button', { name: say('board.save'), exact: true }).click()
      await expect(page.getByText(say('board.saved'))).toBeVisible()
      await expect(real.locator('body')).toContainText('李强')
      await expect(real.locator('body')).toContainText('今日无预警')
    })

    test('a warning starts and lifts, on the board too', async ({ page, context }) => {
      const real = await context.newPage()
      await real.setViewportSize({ width: 960, height: 540 }) // drawn without a graphics card
      await real.goto(screen)
      await page.bringToFront()
      await page.goto(`${site.plant.url}/warnings`)
      await expect(page.locator('.sign')).toContainText(say('warnings.none'))
      await page.getByRole('button', { name: say('warnings.start') }).click()
      const box = page.getByRole('dialog')
      await box.getByText(say('level.orange')).click()
      await expect(box).toContainText('停止国四及以下车辆运输')
      await box.getByRole('button', { name: say('warnings.form.startGo', { level: say('level.orange') }) }).click()
      await expect(page.locator('.sign')).toContainText(say('level.orange'))
      await expect(real.locator('body')).toContainText('橙色预警')
      await expect(real.locator('body')).toContainText('停止国四及以下车辆运输')
      await page.getByRole('button', { name: say('warnings.lift') }).click()
      await box.getByRole('button', { name: say('warnings.form.liftGo', { level: say('level.orange') }) }).click()
      await expect(page.locator('.sign')).toContainText(say('warnings.none'))
      await expect(real.locator('body')).toContainText('今日无预警')
    })

    test('a user is invited, signs in, and is disabled', async ({ page, browser }) => {
      await page.goto(`${site.plant.url}/users`)
      await page.getByRole('button', { name: say('users.add') }).click()
      const box = page.getByRole('dialog')
      await field(box, say('users.form.username')).fill('wangwei')
      await field(box, say('users.form.name')).fill('王伟')
      await box.getByRole('radio', { name: new RegExp(`^${say('role.guard')}`) }).check()
      await box.getByRole('button', { name: say('users.form.go') }).click()
      await expect(box).toContainText('/setup#')
      const link = /http:\S+\/setup#[\w-]+/.exec(await box.innerText())![0]
      await box.getByRole('button', { name: say('users.link.done') }).click()

      const other = await browser.newContext({ locale: lang === 'zh' ? 'zh-CN' : 'en-US', viewport: { width: 1366, height: 768 } })
      const guard = await other.newPage()
      await choose(guard, { lang })
      await guard.goto(link)
      await expect(guard.getByText(say('setup.invite'))).toBeVisible()
      await field(guard, say('setup.password')).fill('guard-password-1')
      await field(guard, say('setup.again')).fill('guard-password-1')
      await guard.keyboard.press('Enter')
      await expect(guard).toHaveURL(/\/desk$/)
      await guard.goto(`${site.plant.url}/users`)
      await expect(guard).not.toHaveURL(/\/users$/)

      await page.locator('[role=row]', { hasText: 'wangwei' }).click()
      await box.getByRole('button', { name: say('users.disable'), exact: true }).click()
      await page.getByRole('dialog').last().getByRole('button', { name: say('users.disable'), exact: true }).click()
      await expect(page.locator('[role=row]', { hasText: 'wangwei' })).toContainText(say('users.off'))
      expectRefusal(guard, 401, '/api/v1/session')
      await guard.goto(`${site.plant.url}/passages`)
      await expect(guard).toHaveURL(/\/login/)
      await field(guard, say('login.username')).fill('wangwei')
      await field(guard, say('login.password')).fill('guard-password-1')
      await guard.keyboard.press('Enter')
      await expect(guard.getByText(say('login.wrong'))).toBeVisible()
      await other.close()
    })

    test('a denied plate is refused, an entry that ends stops counting', async ({ page }) => {
      await page.goto(`${site.plant.url}/lists`)
      await page.locator('[role=radiogroup]').getByText(say('lists.kinds.deny'), { exact: true }).click()
      const add = say('lists.add', { list: say('lists.kinds.deny') })
      await page.getByRole('button', { name: add }).click()
      const box = page.getByRole('dialog')
      await field(box, say('lists.plate')).fill('豫e·2K881')
      await field(box, say('lists.reason')).fill('多次冲卡')
      await box.getByRole('button', { name: add }).click()
      await expect(page.locator('[role=row]', { hasText: '多次冲卡' })).toContainText(say('lists.state.active'))
      expect((await vzenith(url, { plate: '豫E2K881', colour: 'blue' })).reply).not.toMatch(OPEN)
      const passages = await site.plant.api<{ items: { plate: string; verdict: string }[] }>('GET', 'passages?limit=1')
      expect(passages.items[0]).toMatchObject({ plate: '豫E2K881', verdict: 'refuse' })

      const soon = new Date(Date.now() + 4000).toISOString()
      await site.plant.api('POST', 'lists/deny', { plate: '鲁N60L82', colour: 'blue', reason: '装载不苫盖', valid_to: soon })
      await page.reload()
      await page.locator('[role=radiogroup]').getByText(say('lists.kinds.deny'), { exact: true }).click()
      await expect(page.locator('[role=row]', { hasText: '装载不苫盖' })).toContainText(say('lists.state.expired'))
      await expect.poll(async () => OPEN.test((await vzenith(url, { plate: '鲁N60L82', colour: 'blue' })).reply)).toBe(true)
    })

    test('a device is probed and gets a new secret; the old one ends at once', async ({ page }) => {
      const camera = createServer((_, answer) => answer.end('camera'))
      await new Promise<void>((done) => { camera.listen(0, '127.0.0.1', done) })
      try {
        const address = `http://127.0.0.1:${(camera.address() as AddressInfo).port}`
        await site.plant.api('PATCH', 'devices/cam-1', { address })
        await page.goto(`${site.plant.url}/devices`)
        await page.locator('[role=row]', { hasText: 'cam-1' }).or(page.locator('[role=row]').nth(1)).first().click()
        const panel = page.locator('aside.panel')
        await panel.getByRole('button', { name: say('devices.probe') }).click()
        await expect(panel).toContainText(new RegExp(say('devices.reached', { ms: '\\d+' })))
        await panel.getByRole('button', { name: say('devices.rotate') }).click()
        await page.getByRole('dialog').getByRole('button', { name: say('devices.rotateGo') }).click()
        const shown = panel.getByText(/^http:\S+\/device\/cam-1\/\w{8,}/)
        await expect(shown).toBeVisible()
        const fresh = (await shown.innerText()).trim()
        expect(fresh).not.toBe(url)
        expect((await vzenith(url, { plate: '京N5X203' })).status).toBeGreaterThanOrEqual(400)
        expect((await vzenith(fresh, { plate: '京N5X203' })).status).toBe(200)
        url = fresh
      } finally {
        camera.closeAllConnections()
        camera.close()
      }
    })

    test('the operation log says what was done and by whom', async ({ page }) => {
      await page.goto(`${site.plant.url}/operations`)
      const table = page.getByRole('table').or(page.getByRole('grid')).first()
      for (const action of ['rotateDeviceSecret', 'probeDevice', 'addListItem', 'changeUser', 'createUser', 'liftWarning', 'startWarning', 'putPlant']) {
        await expect(table).toContainText(say(`operations.action.${action}`))
      }
      await expect(table).toContainText(ADMIN.username)
      await expect(table).toContainText('cam-1')
      await expect(table).not.toContainText('/api/')
      await page.locator('[role=radiogroup]').getByText(say('operations.views.logins'), { exact: true }).click()
      await expect(page.locator('[role=row]', { hasText: 'wangwei' }).first()).toContainText(say('operations.outcome.wrong'))
    })
  })
}
