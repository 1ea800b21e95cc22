#include <gtest/gtest.h>

#include "http/api/test_tour.h"

namespace cleangate::http {
namespace {

class Overview : public testing::Test {
 protected:
  Overview() { here_.furnish(); }
  Json overview(const std::string& query = "") {
    return here_.does("GET", "/api/v1/overview" + query);
  }
  static std::string kinds(const Json& overview) {
    std::string out;
    for (const Json& each : overview["todo"].items()) {
      out += std::string(*each["kind"].text()) + " ";
    }
    return out;
  }
  TestPlant here_;
};

TEST_F(Overview, CountsTheDayByHourVerdictStageAndHold) {
  here_.does("PUT", "/api/v1/vehicles/%E5%86%80A12345/yellow",
             Json::object({{"stage", Json::object({{"min", "5"}, {"max", "5"}})},
                           {"fuel", "B"},
                           {"vehicle_class", "H11"}}));
  (void)here_.arrives("冀A12345", plate::Colour::yellow);
  const Json held = here_.arrives("冀D55555", plate::Colour::blue);
  Json day = overview();
  EXPECT_EQ(day["totals"]["admit"].integer(), 1);
  EXPECT_EQ(day["totals"]["hold"].integer(), 1);
  EXPECT_EQ(day["totals"]["in"].integer(), 2);
  EXPECT_EQ(day["hours"].items().size(), 24u);
  const auto hour = static_cast<std::size_t>(to_local(here_.loop.wall()).hour);
  EXPECT_EQ(day["hours"].items()[hour]["admit"].integer(), 1);
  EXPECT_EQ(day["holds"]["open"].integer(), 1);
  EXPECT_EQ(day["stages"].items().at(0)["stage"].text(), "5");
  EXPECT_EQ(kinds(day).substr(0, 6), "holds ");
  here_.loop.advance(std::chrono::seconds(40));
  here_.does("POST", "/api/v1/passages/" + std::string(*held["id"].text()) + "/resolve",
             Json::object({{"verdict", "refuse"}, {"reason", "no papers"}}));
  day = overview();
  EXPECT_EQ(day["holds"]["closed"].integer(), 1);
  EXPECT_GE(*day["holds"]["longest_wait_s"].integer(), 40);
  EXPECT_EQ(overview("?day=2001-01-01")["totals"]["in"].integer(), 0);
  here_.does("GET", "/api/v1/overview?day=yesterday", {}, 422);
}

TEST_F(Overview, AnAmendmentIsNoWaiting) {
  const Json held = here_.arrives("冀D55555", plate::Colour::blue);
  const std::string passage = "/api/v1/passages/" + std::string(*held["id"].text());
  here_.loop.advance(std::chrono::seconds(40));
  here_.does("POST", passage + "/resolve",
             Json::object({{"verdict", "refuse"}, {"reason", "no papers"}}));
  const auto waited = overview()["holds"]["longest_wait_s"].integer();
  here_.loop.advance(std::chrono::seconds(300));
  here_.does("POST", passage + "/amend",
             Json::object({{"plate", "冀D55556"}, {"reason", "misread"}}));
  EXPECT_EQ(overview()["holds"]["longest_wait_s"].integer(), waited);
}

TEST_F(Overview, WhoeverWaitsIsToBeLookedAfterWhateverDayIsShown) {
  (void)here_.arrives("冀D55555", plate::Colour::blue);
  EXPECT_EQ(kinds(overview("?day=2001-01-01")).substr(0, 6), "holds ");
  EXPECT_EQ(overview("?day=2001-01-01")["holds"]["open"].integer(), 0);
}

TEST_F(Overview, ListAndDeskNameADeviceAlike) {
  const auto states = [&] {
    std::string out(*here_.does("GET", "/api/v1/devices")["items"].items().at(0)["state"].text());
    const Json lane = here_.does("GET", "/api/v1/desk")["lanes"].items().at(0);
    out += " " + std::string(*lane["devices"].items().at(0)["state"].text());
    const Json worst = overview()["devices"]["worst"];
    return out + " " +
           (worst.items().empty() ? "ok" : std::string(*worst.items()[0]["state"].text()));
  };
  const auto says = [&](const char* kind) {
    here_.device_said = Json::object({{"last_message", to_rfc3339(here_.loop.wall())},
                                      {"kind", kind},
                                      {"clock_offset_ms", nullptr}});
  };
  EXPECT_EQ(states(), "never never never");
  says("unreadable");
  EXPECT_EQ(states(), "problem problem problem");
  says("heartbeat");
  here_.loop.advance(std::chrono::hours(1));
  EXPECT_EQ(states(), "ok ok ok") << "this make has no heartbeat";
  here_.loop.advance(std::chrono::hours(24));
  EXPECT_EQ(states(), "silent silent silent");
}

TEST_F(Overview, NamesTheThreeMostUrgentThings) {
  EXPECT_EQ(kinds(overview()), "device backup ");
  here_.does("POST", "/api/v1/warnings",
             Json::object({{"level", "red"}, {"effective_at", to_rfc3339(here_.loop.wall())}}),
             201);
  EXPECT_EQ(kinds(overview()), "device plan backup ");
  here_.does("PUT", "/api/v1/kill-switch", Json::object({{"on", true}, {"reason", "test"}}));
  EXPECT_EQ(kinds(overview()), "kill_switch device plan ");
}

TEST_F(Overview, TheReportSaysWhatObservingLanesWouldHaveDone) {
  here_.does("PATCH", "/api/v1/lanes/1", Json::object({{"mode", "observe"}, {"reason", "new"}}));
  (void)here_.arrives("冀D55555", plate::Colour::blue);
  (void)here_.arrives("冀D66666", plate::Colour::blue);
  here_.loop.advance(std::chrono::seconds(1));
  const Json report = here_.does("GET", "/api/v1/observe-report");
  EXPECT_EQ(report["arrivals"].integer(), 2);
  EXPECT_EQ(report["hold"].integer(), 2);
  EXPECT_EQ(report["unknown_vehicles"].integer(), 2);
  EXPECT_EQ(report["reasons"].items().at(0)["clause"].text(), "visitor.unknown");
  EXPECT_EQ(report["reasons"].items().at(0)["count"].integer(), 2);
  EXPECT_EQ(report["truncated"].boolean(), false);
  EXPECT_EQ(report["lanes"].items().at(0)["mode"].text(), "observe");
  here_.does("PATCH", "/api/v1/devices/cam1", Json::object({{"direction", "out"}}));
  EXPECT_EQ(here_.arrives("冀D77777", plate::Colour::blue)["verdict"].text(), "admit");
  here_.loop.advance(std::chrono::seconds(1));
  const Json later = here_.does("GET", "/api/v1/observe-report");
  EXPECT_EQ(later["admit"].integer(), 1);
  EXPECT_EQ(later["reasons"].items().at(0)["count"].integer(), 2) << "an exit is not stopped";
  here_.does("GET", "/api/v1/observe-report?from=x", {}, 422);
}

}  // namespace
}  // namespace cleangate::http
