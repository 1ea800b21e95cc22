#include "domain/plate/plate.h"

#include <gtest/gtest.h>

#include <array>
#include <regex>
#include <string>
#include <vector>

#include "base/limits.h"
#include "base/random.h"
#include "base/text.h"

namespace cleangate::plate {

// GoogleTest prints values by these.
void PrintTo(PlateClass plate_class, std::ostream* out) {
  *out << to_text(plate_class);
}
void PrintTo(Colour colour, std::ostream* out) {
  *out << to_text(colour);
}

namespace {

struct ClassRow {
  const char* name;
  const char* text;
  PlateClass want;
};

const ClassRow kClassRows[] = {
    {"ordinary", "粤B12345", PlateClass::ordinary},
    {"ordinary_with_letters", "冀RA1B2C", PlateClass::ordinary},
    {"ordinary_one_short", "粤B1234", PlateClass::other},
    {"ordinary_letter_o_in_serial", "粤B1234O", PlateClass::other},
    {"ordinary_letter_i_in_serial", "粤BI2345", PlateClass::other},
    {"ordinary_office_i", "粤I12345", PlateClass::other},
    {"ordinary_office_o", "粤O12345", PlateClass::other},
    {"ordinary_office_digit", "粤112345", PlateClass::other},
    {"unknown_province", "港B12345", PlateClass::other},
    {"small_nev_d", "粤BD12345", PlateClass::nev_small},
    {"small_nev_f_letter_second", "冀RFA1234", PlateClass::nev_small},
    {"small_nev_k", "京AK12345", PlateClass::nev_small},
    {"small_nev_letter_l", "京AL12345", PlateClass::other},
    {"small_nev_letter_i", "京AI12345", PlateClass::other},
    {"small_nev_letter_in_third", "京ADAA123", PlateClass::other},
    {"large_nev", "冀R12345D", PlateClass::nev_large},
    {"large_nev_f", "冀R00000F", PlateClass::nev_large},
    {"large_nev_letter_l", "冀R12345L", PlateClass::other},
    {"large_nev_letter_in_digits", "冀R1234AD", PlateClass::other},
    {"nine_characters", "冀R123456D", PlateClass::other},
    {"trailer", "冀R1234挂", PlateClass::trailer},
    {"trailer_five_before_suffix", "冀R12345挂", PlateClass::other},
    {"trainer", "京AX123学", PlateClass::trainer},
    {"police", "京A1234警", PlateClass::police},
    {"consulate", "沪A1234领", PlateClass::consulate},
    {"embassy", "使224578", PlateClass::embassy},
    {"embassy_old", "224578使", PlateClass::embassy},
    {"embassy_five_digits", "使22457", PlateClass::other},
    {"hong_kong", "粤Z1234港", PlateClass::hk_macau},
    {"macau", "粤Z9065澳", PlateClass::hk_macau},
    {"macau_of_another_office", "粤B9065澳", PlateClass::other},
    {"macau_of_another_province", "冀Z9065澳", PlateClass::other},
    {"emergency_s", "京S1234应急", PlateClass::emergency},
    {"emergency_x", "京X1A34应急", PlateClass::emergency},
    {"emergency_other_letter", "京A1234应急", PlateClass::other},
    {"armed_police_province", "WJ京12345", PlateClass::armed_police},
    {"armed_police_without_province", "WJ12345", PlateClass::armed_police},
    {"armed_police_last_letter", "WJ冀1234T", PlateClass::armed_police},
    {"armed_police_short", "WJ京1234", PlateClass::other},
    {"military", "VA12345", PlateClass::military},
    {"military_four_digits", "VA1234", PlateClass::other},
    {"civil_aviation", "民航A0123", PlateClass::civil_aviation},
    {"civil_aviation_short", "民航A012", PlateClass::other},
    {"temporary", "京A12345临", PlateClass::temporary},
    {"temporary_four", "京A1234临", PlateClass::temporary},
    {"temporary_oversize", "京A12345超", PlateClass::temporary},
    {"temporary_three", "京A123临", PlateClass::other},
    {"low_speed", "冀0112345", PlateClass::low_speed},
    {"none", "", PlateClass::none},
    {"english_plate", "DK18HVX", PlateClass::other},
    {"a_word", "你好", PlateClass::other},
    {"no_utf8", "\xB4\xBF", PlateClass::other},
    {"lower_case_is_no_normal_form", "粤b12345", PlateClass::other},
};

class Classify : public testing::TestWithParam<ClassRow> {};
TEST_P(Classify, KnowsTheClass) {
  EXPECT_EQ(classify(GetParam().text, Colour::unknown), GetParam().want);
}
INSTANTIATE_TEST_SUITE_P(Rows, Classify, testing::ValuesIn(kClassRows),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Classify, BelievesLowSpeedOnlyWithAColourThatFits) {
  EXPECT_EQ(classify("冀0112345", Colour::yellow), PlateClass::low_speed);
  EXPECT_EQ(classify("冀0112345", Colour::green), PlateClass::low_speed);
  EXPECT_EQ(classify("冀0112345", Colour::blue), PlateClass::other);
  EXPECT_EQ(classify("冀0112345", Colour::white), PlateClass::other);
}

TEST(Classify, NeverLetsTheColourBeatTheText) {
  for (int colour = 0; colour <= static_cast<int>(Colour::unknown); ++colour) {
    EXPECT_EQ(classify("粤BD12345", static_cast<Colour>(colour)), PlateClass::nev_small);
    EXPECT_EQ(classify("粤B12345", static_cast<Colour>(colour)), PlateClass::ordinary);
  }
}

/// The regular expressions of gate-standards.md 7.1 word for word, as the judge.
class Grammar {
 public:
  Grammar() {
    const std::wstring province =
        L"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]";
    add(PlateClass::nev_small, L"^" + province + L"[A-HJ-NP-Z][ABCDEFGHJK][A-HJ-NP-Z0-9][0-9]{4}$");
    add(PlateClass::nev_large, L"^" + province + L"[A-HJ-NP-Z][0-9]{5}[ABCDEFGHJK]$");
    const std::wstring body = L"^" + province + L"[A-HJ-NP-Z][A-HJ-NP-Z0-9]{4}";
    add(PlateClass::trailer, body + L"挂$");
    add(PlateClass::trainer, body + L"学$");
    add(PlateClass::police, body + L"警$");
    add(PlateClass::consulate, body + L"领$");
    add(PlateClass::hk_macau, L"^粤Z[A-HJ-NP-Z0-9]{4}[港澳]$");
    add(PlateClass::embassy, L"^(使[0-9]{6}|[0-9]{6}使)$");
    add(PlateClass::emergency, L"^" + province + L"[SX][A-HJ-NP-Z0-9]{4}应急$");
    add(PlateClass::armed_police, L"^WJ" + province + L"?[0-9]{4}[0-9A-Z]$");
    add(PlateClass::military, L"^[A-Z]{2}[0-9]{5}$");
    add(PlateClass::ordinary, L"^" + province + L"[A-HJ-NP-Z][A-HJ-NP-Z0-9]{5}$");
  }
  [[nodiscard]] PlateClass judge(std::u32string_view text) const {
    const std::wstring wide(text.begin(), text.end());
    for (const auto& [plate_class, rule] : rules_) {
      if (std::regex_match(wide, rule)) return plate_class;
    }
    return PlateClass::other;
  }

 private:
  void add(PlateClass plate_class, const std::wstring& rule) {
    rules_.emplace_back(plate_class, std::wregex(rule));
  }
  std::vector<std::pair<PlateClass, std::wregex>> rules_;
};

bool is_beyond_the_expressions(PlateClass plate_class) {
  return plate_class == PlateClass::civil_aviation || plate_class == PlateClass::temporary ||
         plate_class == PlateClass::low_speed;
}

TEST(Classify, AgreesWithTheRegularExpressionsOnMutatedPlates) {
  const Grammar grammar;
  constexpr std::array<std::u32string_view, 16> kSeeds = {
      U"粤B12345",  U"粤BD12345", U"冀R12345D",  U"冀R1234挂", U"京A1234警",   U"沪A1234领",
      U"京AX123学", U"粤Z9065澳", U"使224578",   U"224578使",  U"京S1234应急", U"WJ京12345",
      U"WJ12345",   U"VA12345",   U"京A12345临", U"民航A0123"};
  constexpr std::u32string_view kAlphabet =
      U"0189ABDEFHIJKLNOPQSWXZ京粤冀港澳挂学警领使应急临民航WJa-·";
  SeededRandom random(7);
  int known = 0;
  for (int round = 0; round < 4000; ++round) {
    std::u32string text(kSeeds[random.below(kSeeds.size())]);
    for (auto edits = random.below(4); edits > 0; --edits) {
      const char32_t c = kAlphabet[random.below(kAlphabet.size())];
      const std::size_t at = random.below(text.size() + 1);
      switch (random.below(4)) {
        case 0:
          text.insert(at, 1, c);
          break;
        case 1:
          if (at < text.size()) text.erase(at, 1);
          break;
        default:
          if (at < text.size()) text[at] = c;
      }
    }
    if (text.empty()) continue;
    const std::string utf8 = to_utf8(text);
    const PlateClass got = classify(utf8, Colour::unknown);
    const PlateClass want = grammar.judge(text);
    if (want == PlateClass::other && is_beyond_the_expressions(got)) continue;
    EXPECT_EQ(got, want) << utf8;
    EXPECT_EQ(is_nev(utf8), want == PlateClass::nev_small || want == PlateClass::nev_large);
    if (want != PlateClass::other) ++known;
  }
  EXPECT_GT(known, 1000);  // the test did visit the rules
}

struct NormalRow {
  const char* name;
  const char* raw;
  const char* want;
};

const NormalRow kNormalRows[] = {
    {"already_normal", "粤B12345", "粤B12345"},
    {"middle_dot", "粤B·12345", "粤B12345"},
    {"bullet", "粤B•12345", "粤B12345"},
    {"katakana_dot", "粤B・12345", "粤B12345"},
    {"hyphen", "粤B-12345", "粤B12345"},
    {"full_width_hyphen", "粤B－12345", "粤B12345"},
    {"long_dash", "粤B—12345", "粤B12345"},
    {"blanks", " 粤B 12 345\r\n\t", "粤B12345"},
    {"ideographic_blank", "粤B　12345", "粤B12345"},
    {"no_break_blank",
     "粤B\xC2\xA0"
     "12345",
     "粤B12345"},
    {"zero_width",
     "粤B\xE2\x80\x8B"
     "12345",
     "粤B12345"},
    {"full_width", "粤Ｂ１２３４５", "粤B12345"},
    {"full_width_small", "粤ｂ12345", "粤B12345"},
    {"lower_case", "粤b12345", "粤B12345"},
    {"empty", "", ""},
    {"only_blanks", " · - ", ""},
    {"camera_none", "_无_", ""},
    {"none", "无", ""},
    {"none_plate", "无牌", ""},
    {"none_vehicle", "无牌车", ""},
    {"unknown_small", "unknown", ""},
    {"unknown_mixed", "UnKnown", ""},
    {"not_recognised", "未识别", ""},
    {"empty_word", "Empty", ""},
    {"word_inside_is_text", "无牌A", "无牌A"},
    {"not_utf8",
     "\xFF"
     "A",
     "\xEF\xBF\xBD"
     "A"},
};

class Normalise : public testing::TestWithParam<NormalRow> {};
TEST_P(Normalise, GivesTheNormalForm) {
  EXPECT_EQ(normalise(GetParam().raw), GetParam().want);
}
TEST_P(Normalise, IsIdempotent) {
  const std::string once = normalise(GetParam().raw);
  EXPECT_EQ(normalise(once), once);
}
INSTANTIATE_TEST_SUITE_P(Rows, Normalise, testing::ValuesIn(kNormalRows),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Normalise, CutsAtTheLimitAndSaysSo) {
  for (const std::size_t length : {kMaxPlateCharacters - 1, kMaxPlateCharacters}) {
    const PlateText read = read_plate(std::string(length, 'A'));
    EXPECT_EQ(read.text.size(), length);
    EXPECT_FALSE(read.cut);
  }
  const PlateText read = read_plate(std::string(kMaxPlateCharacters + 1, 'A'));
  EXPECT_EQ(read.text, std::string(kMaxPlateCharacters, 'A'));
  EXPECT_TRUE(read.cut);
  EXPECT_EQ(classify(read.text, Colour::unknown), PlateClass::other);
}

TEST(Normalise, CountsOnlyWhatItKeeps) {
  EXPECT_FALSE(read_plate("粤B12345" + std::string(1000, ' ')).cut);
}

TEST(Colours, HaveTheNamesOfTheApi) {
  constexpr const char* kNames[] = {"blue",  "yellow", "white",        "black",
                                    "green", "other",  "yellow_green", "unknown"};
  for (int i = 0; i < 8; ++i) {
    EXPECT_EQ(to_text(static_cast<Colour>(i)), kNames[i]);
    EXPECT_EQ(parse_colour(kNames[i]).value(), static_cast<Colour>(i));
  }
  for (const char* wrong : {"", "Blue", "yellow-green", "red"}) {
    ASSERT_FALSE(parse_colour(wrong));
    EXPECT_EQ(parse_colour(wrong).error().code, ErrorCode::invalid);
  }
}

TEST(PlateClasses, HaveNamesThatNeverChange) {
  constexpr const char* kNames[] = {
      "ordinary",       "nev_small", "nev_large", "trailer",   "trainer",      "police",
      "consulate",      "embassy",   "hk_macau",  "emergency", "armed_police", "military",
      "civil_aviation", "temporary", "low_speed", "none",      "other"};
  for (int i = 0; i < 17; ++i) {
    EXPECT_EQ(to_text(static_cast<PlateClass>(i)), kNames[i]);
    EXPECT_EQ(parse_plate_class(kNames[i]).value(), static_cast<PlateClass>(i));
  }
  EXPECT_FALSE(parse_plate_class("truck"));
}

struct ColourRow {
  const char* name;
  PlateClass plate_class;
  Colour colour;
  bool want;
};

const ColourRow kColourRows[] = {
    {"small_nev_green", PlateClass::nev_small, Colour::green, true},
    {"small_nev_yellow_green", PlateClass::nev_small, Colour::yellow_green, false},
    {"small_nev_blue", PlateClass::nev_small, Colour::blue, false},
    {"large_nev_yellow_green", PlateClass::nev_large, Colour::yellow_green, true},
    {"large_nev_green", PlateClass::nev_large, Colour::green, false},
    {"large_nev_yellow", PlateClass::nev_large, Colour::yellow, false},
    {"trailer_yellow", PlateClass::trailer, Colour::yellow, true},
    {"trailer_blue", PlateClass::trailer, Colour::blue, false},
    {"ordinary_blue", PlateClass::ordinary, Colour::blue, true},
    {"ordinary_yellow", PlateClass::ordinary, Colour::yellow, true},
    {"ordinary_black", PlateClass::ordinary, Colour::black, true},
    {"ordinary_green", PlateClass::ordinary, Colour::green, false},
    {"ordinary_yellow_green", PlateClass::ordinary, Colour::yellow_green, false},
    {"police_white", PlateClass::police, Colour::white, true},
    {"police_blue", PlateClass::police, Colour::blue, false},
    {"macau_black", PlateClass::hk_macau, Colour::black, true},
    {"macau_blue", PlateClass::hk_macau, Colour::blue, false},
    {"military_white", PlateClass::military, Colour::white, true},
    {"aviation_green", PlateClass::civil_aviation, Colour::green, true},
    {"temporary_anything", PlateClass::temporary, Colour::white, true},
    {"other_anything", PlateClass::other, Colour::blue, true},
    {"none_blue", PlateClass::none, Colour::blue, false},
};

class ColourFits : public testing::TestWithParam<ColourRow> {};
TEST_P(ColourFits, CrossChecks) {
  EXPECT_EQ(colour_fits(GetParam().plate_class, GetParam().colour), GetParam().want);
  EXPECT_TRUE(colour_fits(GetParam().plate_class, Colour::unknown));
}
INSTANTIATE_TEST_SUITE_P(Rows, ColourFits, testing::ValuesIn(kColourRows),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace cleangate::plate
