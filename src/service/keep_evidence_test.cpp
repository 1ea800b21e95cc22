#include "service/keep_evidence.h"

#include <gtest/gtest.h>

#include "base/encoding.h"
#include "base/limits.h"
#include "service/testing.h"
#include "service/use_case.h"

namespace cleangate::service {
namespace {

using namespace testing;

const std::string kJpeg = "\xFF\xD8\xFF\xE0 a photo";

TEST(EvidenceType, IsWhatTheFirstBytesAndTheHeaderSay) {
  EXPECT_EQ(evidence_type(kJpeg, "image/jpeg").value(), "image/jpeg");
  EXPECT_EQ(evidence_type("\x89PNG\r\n\x1A\n", "image/png").value(), "image/png");
  EXPECT_EQ(evidence_type("%PDF-1.7", "application/pdf; charset=x").value(), "application/pdf");
  EXPECT_FALSE(evidence_type(kJpeg, "image/png"));
  EXPECT_FALSE(evidence_type("<svg>", "image/svg+xml"));
  EXPECT_FALSE(evidence_type("", "image/jpeg"));
  EXPECT_FALSE(evidence_type("\xFF\xD8", "image/jpeg"));
}

TEST(EvidenceType, IsOfAtMostEightMegabytes) {
  std::string bytes = kJpeg + std::string(kMaxEvidenceBytes - kJpeg.size(), 'x');
  EXPECT_TRUE(evidence_type(bytes, "image/jpeg"));
  bytes += 'x';
  EXPECT_EQ(evidence_type(bytes, "image/jpeg").error().code, ErrorCode::too_large);
}

std::optional<Result<Json>> keep(TestPlant& plant) {
  std::optional<Result<Json>> said;
  keep_evidence(plant.plant, "冀R12345", "yellow", {kJpeg, sha256(kJpeg)}, "image/jpeg", kGuard,
                [&](Result<Json> result) { said = std::move(result); });
  plant.loop.run_until_idle();
  return said;
}

TEST(KeepEvidence, IsDurableBeforeTheEntryThatNamesIt) {
  TestPlant plant;
  plant.register_truck("冀R12345", "4");
  plant.media.takes = 100ms;
  bool logged_early = false;
  plant.loop.post_after(99ms, [&] { logged_early = plant.logged(ledger::Kind::evidence) != 0; });
  std::optional<Result<Json>> said;
  keep_evidence(plant.plant, "冀R12345", "yellow", {kJpeg, sha256(kJpeg)}, "image/jpeg", kGuard,
                [&](Result<Json> result) { said = std::move(result); });
  plant.loop.advance(200ms);
  ASSERT_TRUE(said && *said);
  EXPECT_FALSE(logged_early);
  EXPECT_EQ((**said)["sha256"].text(), to_hex(sha256(kJpeg)));
  EXPECT_EQ((**said)["url"].text(),
            "/api/v1/vehicles/%E5%86%80R12345/yellow/evidence/" + to_hex(sha256(kJpeg)));
  EXPECT_EQ(plant.log.rows.rows(ledger::vehicle_evidence::kTable).size(), 1u);
}

TEST(KeepEvidence, LogsNothingThatCouldNotBeStored) {
  TestPlant plant;
  plant.register_truck("冀R12345", "4");
  plant.media.fails = Error{ErrorCode::full, "no room"};
  EXPECT_EQ(keep(plant)->error().code, ErrorCode::full);
  EXPECT_EQ(plant.logged(ledger::Kind::evidence), 0);
}

TEST(KeepEvidence, OfAVehicleThatNobodyEnteredIsRefused) {
  TestPlant plant;
  EXPECT_EQ(keep(plant)->error().code, ErrorCode::not_found);
}

TEST(KeepEvidence, AVehicleHasABoundAndWhatItHasAlreadyIsTakenAgain) {
  TestPlant plant;
  const auto add = [&](std::size_t first, std::size_t count) {
    for (auto i = first; i < first + count; ++i) {
      Draft draft = make_draft(plant.plant, ledger::Kind::evidence, kGuard);
      draft.payload.set(ledger::Field::plate, "冀R12345").set(ledger::Field::colour, "yellow");
      draft.media.push_back({sha256(std::to_string(i)), 5, "document", "image/jpeg", true});
      draft.locations.push_back({0, 0, 5});
      plant.commit(std::move(draft));
    }
  };
  const auto room = [&](std::string_view colour, const std::string& content) {
    return has_room_for_evidence(plant.queries, "冀r12345", std::string(colour), sha256(content));
  };
  add(0, kMaxEvidenceKept - 1);
  EXPECT_TRUE(room("yellow", "new"));
  add(kMaxEvidenceKept - 1, 1);
  EXPECT_EQ(room("yellow", "new").error().code, ErrorCode::conflict);
  EXPECT_TRUE(room("yellow", "3"));
  EXPECT_TRUE(room("blue", "new")) << "another vehicle";
}

}  // namespace
}  // namespace cleangate::service
