// On the machine's own address: HTTPS with the certificate that init made, and nothing in the clear.
import { networkInterfaces } from 'node:os'
import { ADMIN, usePlant } from '../src/plant'
import { vzenithMessage } from '../src/camera'
import { choose, expect, expectRefusal, field, test, wordsOf } from '../src/story'
import en from '../../console/src/i18n/en'
import zh from '../../console/src/i18n/zh'

const own = Object.values(networkInterfaces()).flat().find((a) => a && !a.internal && a.family === 'IPv4')?.address
const say = wordsOf({ zh, en }, 'zh')
const PLATE = '冀R8K021'

test.describe('the machine’s own address', () => {
  test.skip(!own, 'this machine has no address but its own loop')
  // The certificate is the plant's own: a browser asks once whether to go on.
  test.use({ ignoreHTTPSErrors: true })
  const site = usePlant({ host: own ?? '127.0.0.1', scheme: 'https', admin: false })

  test('the shell and what is live work over HTTPS', async ({ page }) => {
    await choose(page, { lang: 'zh' })
    await page.goto(site.plant.setupLink)
    await field(page, say('setup.username')).fill(ADMIN.username)
    await field(page, say('setup.display')).fill(ADMIN.display_name)
    await field(page, say('setup.password')).fill(ADMIN.password)
    await field(page, say('setup.again')).fill(ADMIN.password)
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/\/first$/)
    expect(await page.evaluate(() => isSecureContext)).toBe(true)
    const cookie = (await page.context().cookies()).find((c) => c.name === 'cg_session')
    expect(cookie).toMatchObject({ secure: true, httpOnly: true, sameSite: 'Strict' })

    const token = (await site.plant.command('token', 'create', '--role', 'admin')).out.trim()
    const make = async (path: string, data: object) => {
      const answer = await page.request.post(`${site.plant.url}/api/v1/${path}`, { data, headers: { Authorization: `Bearer ${token}` } })
      expect(answer.ok(), await answer.text()).toBe(true)
      return answer.json()
    }
    await make('gates', { id: 'east', name: '东门' })
    await make('lanes', { id: 'in', gate: 'east', name: '东门进厂', direction: 'in', mode: 'observe' })
    const camera = await make('devices', { id: 'cam-1', kind: 'vzenith', lane: 'in' })
    expect(camera.push.url).toMatch(new RegExp(`^${site.plant.url}/device/cam-1/`))

    await page.goto(`${site.plant.url}/desk`)
    await expect(page.getByText('东门进厂').first()).toBeVisible()
    const sent = await page.request.post(camera.push.url, { data: vzenithMessage({ plate: PLATE }), headers: { 'Content-Type': 'application/json' } })
    expect(sent.status()).toBe(200)
    await expect(page.getByLabel(PLATE).or(page.getByText(PLATE)).first()).toBeVisible()

    expectRefusal(page, 404, `/api/v1/vehicles/${PLATE}/blue`)
    await page.goto(`${site.plant.url}/passages`)
    await page.getByRole('row').filter({ has: page.getByLabel(PLATE) }).or(page.getByRole('row').filter({ hasText: PLATE })).first().click()
    await expect(page.locator('#dock')).toContainText(/台账第\d+条，(未被改动|一分钟内封存后自动校验)/)
  })

  test('plain HTTP on that address is refused', async () => {
    const plain = site.plant.url.replace('https:', 'http:')
    const answer = await fetch(`${plain}/api/v1/session`).then((r) => r.status, () => 'refused')
    expect(answer).toBe('refused')
  })
})
