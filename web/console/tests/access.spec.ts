// Signing in, and axe on every page in light and dark.
import AxeBuilder from '@axe-core/playwright'
import { expect, reset, settings, test } from './helpers'

const VIEWS = [
  { name: 'login', path: '/login', signedIn: false },
  { name: 'setup', path: '/setup#good', signedIn: false },
  { name: 'passages', path: '/passages', signedIn: true },
  { name: 'passages with panel', path: '/passages?id=p-refused', signedIn: true },
  { name: 'desk', path: '/desk', signedIn: true },
  { name: 'desk with a task', path: '/desk', signedIn: true, key: 'F4' },
  { name: 'desk correcting', path: '/desk', signedIn: true, key: 'F2' },
  { name: 'desk handing over', path: '/desk', signedIn: true, key: 'F8' },
  { name: 'keys', path: '/passages', signedIn: true, key: '?' },
]
for (const dark of [false, true]) {
  for (const v of VIEWS) {
    test(`axe finds nothing serious on ${v.name}, ${dark ? 'dark' : 'light'}`, async ({ page }) => {
      await reset(page, 'picture', { signedIn: v.signedIn })
      await settings(page, { dark })
      await page.goto(v.path)
      await page.waitForTimeout(700)
      if (v.key) await page.keyboard.press(v.key)
      await page.waitForTimeout(300)
      const result = await new AxeBuilder({ page }).analyze()
      const bad = result.violations.filter((x) => x.impact === 'serious' || x.impact === 'critical')
      expect(bad.map((x) => `${x.id}: ${x.nodes.map((n) => n.target.join(' ')).join(' | ')}`)).toEqual([])
    })
  }
}

test('a guard signs in and stands at the desk; a wrong password says so', async ({ page }) => {
  await reset(page, 'picture', { signedIn: false })
  await settings(page)
  await page.goto('/passages')
  await expect(page).toHaveURL(/login/)
  await page.getByLabel('用户名').fill('guard')
  await page.getByLabel('密码').fill('wrong-password')
  await page.keyboard.press('Enter')
  await expect(page.getByText('用户名或密码不对')).toBeVisible()
  await page.getByLabel('密码').fill('mock-password')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/passages/)
  await page.goto('/')
  await expect(page).toHaveURL(/desk/)
})

test('a set-up link sets a password; a spent one says so', async ({ page }) => {
  await reset(page, 'picture', { signedIn: false })
  await settings(page)
  await page.goto('/setup#spent')
  await expect(page.getByText('链接已用过或已过期')).toBeVisible()
  await page.goto('/login')
  await page.goto('/setup#good')
  await page.getByLabel('用户名').fill('wang')
  await page.getByLabel('密码', { exact: true }).fill('short')
  await page.getByLabel('再输一次').fill('short')
  await page.keyboard.press('Enter')
  await expect(page.getByText('还差5个字')).toBeVisible()
  await page.getByLabel('密码', { exact: true }).fill('a-long-password')
  await page.getByLabel('再输一次').fill('a-long-password')
  await page.keyboard.press('Enter')
  await expect(page).not.toHaveURL(/setup/)
})

test('English stands on every page of the frame', async ({ page }) => {
  await reset(page, 'picture')
  await settings(page, { lang: 'en' })
  await page.goto('/passages')
  await expect(page.getByRole('heading', { name: 'Passages' })).toBeVisible()
  await expect(page.locator('[role=row]').nth(1)).toContainText('Admit')
  await page.goto('/desk')
  await expect(page.locator('.hold-card')).toContainText('Choose the plate')
})
