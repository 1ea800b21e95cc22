#include "device/camera/dahua/reply.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "device/camera/corpus_test_support.h"

namespace cleangate::camera::dahua {
namespace {

constexpr std::string_view kDevice = "00000000-0000-0000-0000-000000000001";

Json sample(std::string_view name) {
  const auto folder = std::filesystem::path(CLEANGATE_ROOM_DIR) / "dahua" / "corpus";
  return parse_json(read_file(folder / name)).value();
}

TEST(DahuaReply, OpensExactlyAsTheSample) {
  EXPECT_EQ(parse_json(encode_tollgate_reply({std::string(kDevice), "粤B12345", true})).value(),
            sample("TollgateInfo.reply_open.json"));
}

TEST(DahuaReply, StaysClosedExactlyAsTheSample) {
  EXPECT_EQ(parse_json(encode_tollgate_reply({std::string(kDevice), "粤B12345", false})).value(),
            sample("TollgateInfo.reply_closed.json"));
}

TEST(DahuaReply, KeepsAliveExactlyAsTheSample) {
  EXPECT_EQ(parse_json(encode_keep_alive_reply(kDevice)).value(), sample("KeepAlive.reply.json"));
}

TEST(DahuaReply, AnswersDeviceFactsAndEvents) {
  EXPECT_EQ(encode_device_reply(), R"({"Result":true,"Message":""})");
  EXPECT_EQ(encode_event_reply(parse_rfc3339("2024-05-07T17:48:03.999+08:00").value()),
            R"({"Result":true,"Message":"","RspTime":"2024-05-07 17:48:03"})");
}

TEST(OpenStrobe, EscapesThePlate) {
  EXPECT_EQ(open_strobe_target(1, "粤B12345"),
            "/cgi-bin/trafficSnap.cgi?action=openStrobe&channel=1&info.openType=Normal"
            "&info.plateNumber=%E7%B2%A4B12345");
  EXPECT_EQ(open_strobe_target(2, "a&b =%\r\n"),
            "/cgi-bin/trafficSnap.cgi?action=openStrobe&channel=2&info.openType=Normal"
            "&info.plateNumber=a%26b%20%3D%25%0D%0A");
}

struct ReplyRow {
  const char* name;
  int http_status;
  const char* body;
  CommandOutcome want;
};

const ReplyRow kReplyRows[] = {
    {"ok", 200, "OK", CommandOutcome::accepted},
    {"ok_line", 200, "OK\r\n", CommandOutcome::accepted},
    {"error", 200, "Error", CommandOutcome::refused},
    {"error_text", 200, "Error: Bad Request!\r\n", CommandOutcome::refused},
    {"okay_is_not_ok", 200, "OKAY", CommandOutcome::unclear},
    {"cut_ok", 200, "O", CommandOutcome::unclear},
    {"empty", 200, "", CommandOutcome::unclear},
    {"ok_by_500", 500, "OK", CommandOutcome::device_error},
    {"unauthorised", 401, "", CommandOutcome::unauthorized},
    {"forbidden", 403, "", CommandOutcome::unauthorized},
    {"not_found", 404, "", CommandOutcome::not_supported},
    {"bad_request", 400, "Error", CommandOutcome::refused},
    {"no_answer", 0, "OK", CommandOutcome::unclear},
};

class DahuaCommand : public testing::TestWithParam<ReplyRow> {};
TEST_P(DahuaCommand, IsTakenOnlyByTwoHundredAndOk) {
  EXPECT_EQ(to_text(parse_command_reply(GetParam().http_status, GetParam().body)),
            to_text(GetParam().want));
}
INSTANTIATE_TEST_SUITE_P(Rows, DahuaCommand, testing::ValuesIn(kReplyRows),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace cleangate::camera::dahua
