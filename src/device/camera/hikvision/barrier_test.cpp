#include "device/camera/hikvision/barrier.h"

#include <gtest/gtest.h>

namespace cleangate::camera::hikvision {
namespace {

TEST(BarrierRequest, OpensByteForByteAsDocumented) {
  const BarrierRequest request =
      barrier_request(BarrierPath::parking, 1, BarrierCommand::open).value();
  EXPECT_EQ(request.method, "PUT");
  EXPECT_EQ(request.path, "/ISAPI/Parking/channels/1/barrierGate");
  EXPECT_EQ(request.content_type, "application/xml");
  EXPECT_EQ(request.body,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<BarrierGate>\n"
            "<ctrlMode>open</ctrlMode>\n</BarrierGate>\n");
}

struct RequestRow {
  const char* name;
  BarrierPath path;
  BarrierCommand command;
  const char* want_path;
  const char* want_in_body;  ///< nullptr = the path has no such command
};

const RequestRow kRequestRows[] = {
    {"parking_close", BarrierPath::parking, BarrierCommand::close,
     "/ISAPI/Parking/channels/2/barrierGate", "<ctrlMode>close</ctrlMode>"},
    {"parking_lock", BarrierPath::parking, BarrierCommand::lock,
     "/ISAPI/Parking/channels/2/barrierGate", "<ctrlMode>lock</ctrlMode>"},
    {"parking_unlock", BarrierPath::parking, BarrierCommand::unlock,
     "/ISAPI/Parking/channels/2/barrierGate", "<ctrlMode>unlock</ctrlMode>"},
    {"entrance_open", BarrierPath::entrance, BarrierCommand::open,
     "/ISAPI/ITC/Entrance/barrierGateCtrl", "<barrietGateOper>on</barrietGateOper>"},
    {"entrance_lock", BarrierPath::entrance, BarrierCommand::lock,
     "/ISAPI/ITC/Entrance/barrierGateCtrl", "<barrietGateOper>locked</barrietGateOper>"},
    {"entrance_unlock", BarrierPath::entrance, BarrierCommand::unlock, "", nullptr},
    {"traffic_open", BarrierPath::traffic, BarrierCommand::open,
     "/ISAPI/Traffic/channels/2/entranceAndExit/barrierGate/1/control", "<command>open</command>"},
    {"traffic_lock", BarrierPath::traffic, BarrierCommand::lock, "", nullptr},
    {"output_open", BarrierPath::output, BarrierCommand::open, "/ISAPI/System/IO/outputs/2/trigger",
     "<outputState>high</outputState>"},
    {"output_close", BarrierPath::output, BarrierCommand::close,
     "/ISAPI/System/IO/outputs/2/trigger", "<outputState>low</outputState>"},
    {"output_lock", BarrierPath::output, BarrierCommand::lock, "", nullptr},
};

class BarrierRequests : public testing::TestWithParam<RequestRow> {};
TEST_P(BarrierRequests, AreBuiltByModel) {
  const auto request = barrier_request(GetParam().path, 2, GetParam().command);
  ASSERT_EQ(request.has_value(), GetParam().want_in_body != nullptr);
  if (!request) return;
  EXPECT_EQ(request->path, GetParam().want_path);
  EXPECT_NE(request->body.find(GetParam().want_in_body), std::string::npos) << request->body;
}
INSTANTIATE_TEST_SUITE_P(Rows, BarrierRequests, testing::ValuesIn(kRequestRows),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(BarrierRequest, CountsFromOne) {
  EXPECT_FALSE(barrier_request(BarrierPath::parking, 0, BarrierCommand::open));
}

std::string status(std::string_view code, std::string_view sub = "") {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ResponseStatus version=\"2.0\" "
         "xmlns=\"http://www.isapi.org/ver20/XMLSchema\">\n<requestURL>/x</requestURL>\n"
         "<statusCode>" +
         std::string(code) +
         "</statusCode>\n<statusString>S</statusString>\n"
         "<subStatusCode>" +
         std::string(sub) + "</subStatusCode>\n</ResponseStatus>\n";
}

struct ReplyRow {
  const char* name;
  int http_status;
  std::string body;
  BarrierOutcome want;
};

const ReplyRow kReplyRows[] = {
    {"ok", 200, status("1", "ok"), BarrierOutcome::accepted},
    {"not_supported_by_200", 200, status("4", "notSupport"), BarrierOutcome::not_supported},
    {"not_supported_by_403", 403, status("4", "notSupport"), BarrierOutcome::not_supported},
    {"not_found", 404, "", BarrierOutcome::not_supported},
    {"one_by_500", 500, status("1", "ok"), BarrierOutcome::unclear},
    {"zero", 200, status("0"), BarrierOutcome::unclear},
    {"busy", 200, status("2", "deviceBusy"), BarrierOutcome::busy},
    {"device_error", 200, status("3"), BarrierOutcome::device_error},
    {"reboot", 200, status("7", "rebootRequired"), BarrierOutcome::device_error},
    {"bad_format", 400, status("5"), BarrierOutcome::bad_request},
    {"bad_content", 200, status("6", "badParameters"), BarrierOutcome::bad_request},
    {"unauthorised", 401, "", BarrierOutcome::unauthorized},
    {"unauthorised_by_code", 403, status("4", "badAuthorization"), BarrierOutcome::unauthorized},
    {"forbidden", 403, "", BarrierOutcome::bad_request},
    {"empty_200", 200, "", BarrierOutcome::unclear},
    {"html_200", 200, "<html/>", BarrierOutcome::unclear},
    {"odd_code", 200, status("99999999999999"), BarrierOutcome::unclear},
    {"server_error", 503, "", BarrierOutcome::device_error},
    {"no_answer", 0, "", BarrierOutcome::unclear},
    {"no_answer_with_body", 0, status("1", "ok"), BarrierOutcome::unclear},
};

class BarrierReplies : public testing::TestWithParam<ReplyRow> {};
TEST_P(BarrierReplies, AreAcceptedOnlyByTwoHundredAndOne) {
  EXPECT_EQ(to_text(parse_barrier_reply(GetParam().http_status, GetParam().body).outcome),
            to_text(GetParam().want));
}
TEST_P(BarrierReplies, SurviveEveryCut) {
  for (std::size_t n = 0; n < GetParam().body.size(); ++n) {
    const std::string cut = GetParam().body.substr(0, n);
    // A reply that is not whole is never taken for an opening.
    EXPECT_NE(parse_barrier_reply(200, cut.substr(0, cut.find("</ResponseStatus>"))).outcome,
              BarrierOutcome::accepted);
  }
}
INSTANTIATE_TEST_SUITE_P(Rows, BarrierReplies, testing::ValuesIn(kReplyRows),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(BarrierReply, TellsWhatTheCameraSaid) {
  const BarrierReply reply = parse_barrier_reply(200, status("4", "notSupport"));
  EXPECT_EQ(reply.status_code, 4);
  EXPECT_EQ(reply.status, "S");
  EXPECT_EQ(reply.sub_status, "notSupport");
}

TEST(BarrierStatus, HasThreeStates) {
  const auto state = [](std::string_view text) {
    return parse_barrier_status("<BarrierGateStatus><barrierGateStatus>" + std::string(text) +
                                "</barrierGateStatus></BarrierGateStatus>");
  };
  EXPECT_EQ(state("0").value(), BarrierState::no_signal);
  EXPECT_EQ(state("1").value(), BarrierState::closed);
  EXPECT_EQ(state("2").value(), BarrierState::open);
  EXPECT_EQ(to_text(state("2").value()), "open");
  EXPECT_FALSE(state("3"));
  EXPECT_FALSE(state(""));
  EXPECT_FALSE(parse_barrier_status(""));
  EXPECT_EQ(barrier_status_request(3).path,
            "/ISAPI/Parking/channels/3/barrierGate/barrierGateStatus");
  EXPECT_EQ(barrier_status_request(3).method, "GET");
}

}  // namespace
}  // namespace cleangate::camera::hikvision
