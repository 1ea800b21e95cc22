#include "lookup/lookup_settings.h"

#include <gtest/gtest.h>

namespace cleangate::lookup {
namespace {

constexpr std::string_view kGood = R"({
  "enabled":true,"name":"平台","source":"official","timeout_s":20,
  "auth":{"kind":"header","name":"X-Key"},
  "by_vin":{"url":"https://a.example/v/{vin}","headers":{"Accept":"application/json"}},
  "by_plate":{"method":"POST","url":"https://A.example/p","content_type":"application/json",
              "body":"{\"p\":\"{plate}\",\"c\":{colour}}"},
  "found":{"path":"code","is":["0"]},"not_found":{"path":"code","is":["404"]},
  "not_found_status":[404],
  "fields":{"stage":"data.list[0].pf","vin":"data.list[0].vin"},
  "stages":{"V":"5"},"fuels":{"柴油":"B"},"classes":{"重型":"H11"},"colours":{"yellow":"2"}
})";

Json good() {
  return parse_json(kGood).value();
}

/// The message for the good settings with that member put in its place.
std::string fault(std::string_view member, std::string_view value) {
  Json json = good();
  json.set(member, parse_json(value).value());
  const auto settings = parse_settings(json);
  EXPECT_FALSE(settings) << member << " " << value;
  return settings ? "" : settings.error().message;
}

TEST(LookupSettings, ComeBackComplete) {
  const auto settings = parse_settings(good());
  ASSERT_TRUE(settings) << settings.error().message;
  EXPECT_EQ(settings->timeout_s, 20);
  EXPECT_EQ(settings->per_minute, 30) << "its default";
  const Json kept = to_json(*settings);
  EXPECT_EQ(to_json(parse_settings(kept).value()), kept);
  EXPECT_EQ(kept["by_plate"]["method"].text(), "POST");
}

TEST(LookupSettings, NeedLittle) {
  EXPECT_TRUE(parse_settings(parse_json(R"({"enabled":false,"name":"a",
      "by_plate":{"url":"http://127.0.0.1/{plate}"},"fields":{"stage":"s","plate":"p"}})")
                                 .value()));
}

TEST(LookupSettings, NameWhatIsWrongAndItsMend) {
  const std::tuple<const char*, const char*, const char*> kFaults[] = {
      {"enabled", "1", "enabled: must be true or false"},
      {"nme", R"("x")", "nme: is no member of look-up"},
      {"name", R"("")", "name: is missing"},
      {"source", R"("registry")", "source: must be one of official list bureau catalogue"},
      {"source", R"("inference")", "source: must be one of"},
      {"timeout_s", "0", "timeout_s: must be a number from 1 to 120"},
      {"timeout_s", "121", "timeout_s: must be a number from 1 to 120"},
      {"per_minute", "601", "per_minute: must be a number from 1 to 600"},
      {"auth", R"({"kind":"header"})", "auth.name:"},
      {"auth", R"({"kind":"header","name":"a b"})", "auth.name:"},
      {"auth", R"({"kind":"digest"})", "auth.username: is missing"},
      {"auth", R"({"kind":"basic"})", "kind: must be one of"},
      {"auth", R"({"kind":"bearer","secret":"x"})", "secret: is no member of auth"},
      {"by_plate", R"({"url":"https://a.example/p"})", "{plate} stands neither in url nor in body"},
      {"by_plate", R"({"url":"https://b.example/{plate}"})", "must be on the same server"},
      {"by_plate", R"({"url":"http://a.example/{plate}"})", "must be on the same server"},
      {"by_plate", R"({"url":"ftp://a.example/{plate}"})", "begins with http:// or https://"},
      {"by_plate", R"({"url":"https://u:p@a.example/{plate}"})", "has a user in it"},
      {"by_plate", R"({"url":"https://{plate}.example/"})", "behind the server only"},
      {"by_plate", R"({"url":"https://a.example/{plate}/{phone}"})", "knows the placeholders"},
      {"by_plate", R"({"url":"https://a.example/{plate} x"})", "is no address"},
      {"by_plate", R"({"url":"https://a.example/{plate}","body":"x"})", "a GET has none"},
      {"by_plate", R"({"url":"https://a.example/{plate}","headers":{"Cookie":"x"}})",
       "a secret belongs into"},
      {"by_plate", R"({"url":"https://a.example/{plate}","headers":{"X-Api-Key":"x"}})",
       "X-Api-Key cannot stand here"},
      {"by_plate", R"({"url":"https://a.example/{plate}","headers":{"authorization":"x"}})",
       "a secret belongs into"},
      {"by_plate", R"({"url":"https://a.example/{plate}","headers":{"A":"x\r\nB: y"}})",
       "a value is one line"},
      {"found", R"({"path":"a..b","is":["0"]})", "found.path:"},
      {"found", R"({"path":"a","is":[]})", "found.is:"},
      {"not_found_status", "[199]", "not_found_status:"},
      {"fields", R"({"vin":"v"})", "fields.stage: is missing"},
      {"fields", R"({"stage":"s"})", "vin or plate must say"},
      {"fields", R"({"stage":"s","vin":"v","phone":"p"})", "phone is no fact"},
      {"fields", R"({"stage":"s[x]","vin":"v"})", "fields.stage:"},
      {"stages", R"({"V":"7"})", "stages.V:"},
      {"fuels", R"({"柴油":"BB"})", "fuels.柴油:"},
      {"classes", R"({"重型":"H"})", "classes.重型:"},
      {"colours", R"({"pink":"1"})", "pink is no colour"},
  };
  for (const auto& [member, value, message] : kFaults) {
    EXPECT_NE(fault(member, value).find(message), std::string::npos)
        << member << " " << value << ": " << fault(member, value);
  }
  Json none = good();
  none.set("by_vin", nullptr);
  none.set("by_plate", nullptr);
  EXPECT_NE(parse_settings(none).error().message.find("by_plate or by_vin"), std::string::npos);
  EXPECT_FALSE(parse_settings(Json()));
}

TEST(LookupSettings, PathsAreWalkedAndNothingIsNull) {
  const Json json = parse_json(R"({"data":{"list":[{"pf":"5"},{"pf":4}]},"a":[[1,2]]})").value();
  EXPECT_EQ(value_at(json, "data.list[0].pf").text(), "5");
  EXPECT_EQ(value_at(json, "data.list[1].pf").integer(), 4);
  EXPECT_EQ(value_at(json, "a[0][1]").integer(), 2);
  for (const char* path : {"data.list[2].pf", "data.nothing.pf", "a.b", "a[0][2]"}) {
    EXPECT_TRUE(value_at(json, path).is_null()) << path;
  }
  for (const char* path : {"a", "a.b", "a[0]", "a[0][1].b", "a[999]", "数据"}) {
    EXPECT_TRUE(is_path(path)) << path;
  }
  for (const char* path : {"", ".", "a.", ".a", "a..b", "a[", "a[]", "a[x]", "a[1000]", "a[0]b",
                           "[0]", "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q"}) {
    EXPECT_FALSE(is_path(path)) << path;
  }
}

}  // namespace
}  // namespace cleangate::lookup
