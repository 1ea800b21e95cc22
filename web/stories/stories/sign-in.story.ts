// From the printed link to the first page, and in again with the password.
import { choose, expect, expectRefusal, LANGS, test, wordsOf } from '../src/story'
import { ADMIN, usePlant } from '../src/plant'
import en from '../../console/src/i18n/en'
import zh from '../../console/src/i18n/zh'

for (const lang of LANGS) {
  test.describe(lang, () => {
    test.describe.configure({ mode: 'serial' })
    const site = usePlant({ admin: false })
    const say = wordsOf({ zh, en }, lang)

    test('the printed link sets the administrator’s password, once', async ({ page, context }) => {
      await choose(page, { lang })
      await page.goto(site.plant.setupLink)
      await page.getByLabel(say('setup.username')).fill(ADMIN.username)
      await page.getByLabel(say('setup.display')).fill(ADMIN.display_name)
      await page.getByLabel(say('setup.password'), { exact: true }).fill(ADMIN.password)
      await page.getByLabel(say('setup.again')).fill(ADMIN.password)
      await page.keyboard.press('Enter')
      await expect(page).toHaveURL(/\/first$/)
      const again = await context.newPage()
      await choose(again, { lang })
      expectRefusal(again, 404, `/api/v1/setup/${site.plant.setupLink.split('#')[1]}`)
      await again.goto(site.plant.setupLink)
      await expect(again.getByText(say('setup.spent'))).toBeVisible()
    })

    test('signs in with it and sees the overview', async ({ page }) => {
      await choose(page, { lang })
      expectRefusal(page, 401, '/api/v1/session')
      await page.goto(site.plant.url)
      await page.getByLabel(say('login.username')).fill(ADMIN.username)
      await page.getByLabel(say('login.password')).fill(ADMIN.password)
      await page.keyboard.press('Enter')
      await expect(page).toHaveURL(/\/overview$/)
      await expect(page.getByRole('navigation', { name: say('menu.label') })).toContainText(say('menu.vehicles'))
    })
  })
}
