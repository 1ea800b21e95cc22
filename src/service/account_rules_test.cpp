#include "service/account_rules.h"

#include <gtest/gtest.h>

#include <functional>

#include "base/limits.h"
#include "service/argon2id_hasher.h"

namespace cleangate::service {
namespace {

using Check = std::function<void(std::string_view, std::vector<FieldFault>&)>;

bool passes(const Check& check, std::string_view text) {
  std::vector<FieldFault> faults;
  check(text, faults);
  for (const auto& fault : faults) EXPECT_TRUE(!fault.zh.empty() && !fault.en.empty());
  return faults.empty();
}

std::string times(std::size_t count, std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

TEST(Username, IsTwoToFortyCharactersOfWords) {
  for (const auto& good :
       {std::string("ab"), std::string("张三"), std::string("li.si_2-b"), times(40, "字")}) {
    EXPECT_TRUE(passes(check_username, good)) << good;
  }
  for (const auto& bad : {std::string(""), std::string("a"), std::string("张"), times(41, "字"),
                          std::string("a b"), std::string("a\n"), std::string("a/b"),
                          std::string("<b>"), std::string("a:b"), std::string("é1")}) {
    EXPECT_FALSE(passes(check_username, bad)) << bad;
  }
}

TEST(Username, IsNotWhatEntriesCallTheProgramItself) {
  for (const auto* name : {"system", "SYSTEM", "init", "board", "cleangate"}) {
    std::vector<FieldFault> faults;
    check_username(name, faults);
    EXPECT_EQ(faults.size(), 1u) << name;
  }
  std::vector<FieldFault> none;
  check_username("systems", none);
  EXPECT_TRUE(none.empty());
}

TEST(DisplayName, IsOneToFortyCharacters) {
  EXPECT_TRUE(passes(check_display_name, "王"));
  EXPECT_TRUE(passes(check_display_name, times(40, "王")));
  for (const auto& bad :
       {std::string(""), std::string("  "), times(41, "王"), std::string("a\x01")}) {
    EXPECT_FALSE(passes(check_display_name, bad)) << bad;
  }
}

TEST(Password, HasTenCharactersThatAreNotTheNameNorOneRepeated) {
  const Check check = [](auto text, auto& faults) { check_password(text, "ZhangSanFeng", faults); };
  EXPECT_FALSE(passes(check, ""));
  EXPECT_FALSE(passes(check, "123456789")) << "n-1";
  EXPECT_TRUE(passes(check, "1234567890"));
  EXPECT_TRUE(passes(check, "一二三四五六七八九十")) << "characters, not bytes";
  EXPECT_FALSE(passes(check, "一二三四五六七八九"));
  EXPECT_FALSE(passes(check, "zhangsanfeng"));
  EXPECT_FALSE(passes(check, "aaaaaaaaaaaa"));
  EXPECT_FALSE(passes(check, times(12, "密")));
  EXPECT_TRUE(passes(check, "ab" + std::string(kMaxPasswordBytes - 2, 'x')));
  EXPECT_FALSE(passes(check, "ab" + std::string(kMaxPasswordBytes - 1, 'x')));
}

TEST(Roles, AreFour) {
  for (const char* role : {"viewer", "guard", "manager", "admin"}) {
    EXPECT_TRUE(passes(check_role, role));
  }
  for (const char* role : {"", "Admin", "board_key", "system"}) {
    EXPECT_FALSE(passes(check_role, role)) << role;
  }
}

TEST(Argon2idHasher, CostsAsMuchForNobodyAsForSomebody) {
  SystemRandom random;
  Argon2idHasher hasher(random);
  const std::string own = hasher.hash("a password");
  EXPECT_TRUE(hasher.verify(own, "a password"));
  EXPECT_FALSE(hasher.verify(own, "a passworD"));
  EXPECT_FALSE(hasher.verify(nobodys_password(), "a password"));
  const std::string nobody(nobodys_password());
  const auto cost = [](const std::string& phc) { return phc.substr(0, phc.find('$', 20)); };
  EXPECT_EQ(cost(own), cost(nobody)) << own;
  EXPECT_EQ(own.size(), nobody.size()) << "salt and tag as long";
}

}  // namespace
}  // namespace cleangate::service
