#include "device/driver/sighting_sink.h"

#include <gtest/gtest.h>

#include <optional>

namespace cleangate::device {
namespace {

/// service::GateKeeper as far as KeeperSink sees it.
struct Keeper {
  struct Photos {
    std::vector<ledger::MediaItem> items;
    std::shared_ptr<const std::vector<service::PhotoBytes>> bytes;
  };
  struct Options {
    bool opens_by_reply = true;
    std::function<bool()> is_closed;
  };
  struct Told {
    bool open = false;
    bool duplicate = false;
    bool recorded = false;
    service::DisplayText display;
    std::move_only_function<void(bool)> after_reply;
  };
  void sighting(gate::Sighting sighting, Photos photos, Options options,
                std::move_only_function<void(Told)> answer) {
    device = sighting.device;
    photo_count = photos.items.size();
    by_reply = options.opens_by_reply;
    is_closed = options.is_closed();
    answer({true, true, true, {{"line"}, "voice", "green"}, [this](bool was) { written = was; }});
  }
  std::string device;
  std::size_t photo_count = 0;
  bool by_reply = true, is_closed = false;
  std::optional<bool> written;
};

TEST(KeeperSink, HandsEverythingThroughBothWays) {
  Keeper keeper;
  KeeperSink<Keeper> sink(keeper);
  gate::Sighting sighting;
  sighting.device = "cam";
  PhotoSet photos;
  photos.items.resize(2);
  std::optional<SightingVerdict> got;
  sink.sighting(
      std::move(sighting), std::move(photos), false, [] { return true; },
      [&](SightingVerdict verdict) { got = std::move(verdict); });
  EXPECT_EQ(keeper.device, "cam");
  EXPECT_EQ(keeper.photo_count, 2u);
  EXPECT_FALSE(keeper.by_reply);
  EXPECT_TRUE(keeper.is_closed);
  ASSERT_TRUE(got);
  EXPECT_TRUE(got->open && got->duplicate && got->recorded);
  EXPECT_EQ(got->display.voice, "voice");
  got->after_reply(true);
  EXPECT_EQ(keeper.written, true);
}

}  // namespace
}  // namespace cleangate::device
