#include "base/uuid.h"

#include <gtest/gtest.h>

#include <unordered_set>

namespace cleangate {
namespace {

struct NoRandom final : Random {
  std::uint8_t value;
  explicit NoRandom(std::uint8_t v) : value(v) {}
  void fill(std::span<std::uint8_t> out) override { std::fill(out.begin(), out.end(), value); }
};

TEST(Uuid, CarriesTimeVersionAndVariantAsRfc9562Says) {
  NoRandom zeros(0), ones(0xff);
  const WallTime time = from_unix_ms(0x017F22E279B0);  // RFC 9562 appendix A.6
  EXPECT_EQ(to_text(uuid_v7(time, zeros)), "017f22e2-79b0-7000-8000-000000000000");
  EXPECT_EQ(to_text(uuid_v7(time, ones)), "017f22e2-79b0-7fff-bfff-ffffffffffff");
}

TEST(Uuid, GrowsWithTime) {
  SeededRandom random(3);
  Uuid last = uuid_v7(from_unix_ms(1'797'206'400'000), random);
  for (int i = 1; i < 2000; ++i) {
    const Uuid next = uuid_v7(from_unix_ms(1'797'206'400'000 + i * i), random);
    EXPECT_LT(last, next);
    EXPECT_LT(to_text(last), to_text(next));
    EXPECT_EQ(next.bytes[6] >> 4, 7);
    EXPECT_EQ(next.bytes[8] >> 6, 2);
    last = next;
  }
}

TEST(Uuid, TimesBefore1970CountAsZero) {
  NoRandom zeros(0);
  EXPECT_EQ(to_text(uuid_v7(from_unix_ms(-1), zeros)), "00000000-0000-7000-8000-000000000000");
}

TEST(Uuid, DiffersWithinOneMillisecond) {
  SeededRandom random(4);
  std::unordered_set<Uuid> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(uuid_v7(from_unix_ms(1), random));
  EXPECT_EQ(seen.size(), 1000u);
}

TEST(Uuid, TextReadsBackInEitherCase) {
  const Uuid id = *parse_uuid("017F22E2-79B0-7CC3-98C4-DC0C0C07398F");  // RFC 9562 appendix A.6
  EXPECT_EQ(to_text(id), "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
  EXPECT_EQ(*parse_uuid(to_text(id)), id);
}

TEST(Uuid, OtherTextIsRefused) {
  const std::string good = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f";
  for (std::size_t n = 0; n < good.size(); ++n) EXPECT_FALSE(parse_uuid(good.substr(0, n))) << n;
  for (const std::string& bad :
       {good + "0", " " + good, "{" + good + "}", std::string("017f22e279b07cc398c4dc0c0c07398f"),
        std::string("017f22e2-79b0-7cc3-98c4-dc0c0c07398g"),
        std::string("017f22e-279b0-7cc3-98c4-dc0c0c07398f"),
        std::string("017f22e2-79b0-7cc3-98c4+dc0c0c07398f")}) {
    EXPECT_FALSE(parse_uuid(bad)) << bad;
  }
}

}  // namespace
}  // namespace cleangate
