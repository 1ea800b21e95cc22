#include "service/check_device.h"

#include <gtest/gtest.h>

#include "base/limits.h"

namespace cleangate::service {
namespace {

Json device(std::string_view key, Json value) {
  Json body = Json::object({{"id", "c1"}, {"kind", "vzenith"}, {"lane", "in"}});
  body.set(key, std::move(value));
  return body;
}

struct SettingRow {
  const char* name;
  const char* key;
  const char* json;
  bool fits;
};
const SettingRow kSettings[] = {
    {"in", "direction", R"("in")", true},
    {"out", "direction", R"("out")", true},
    {"no_direction", "direction", R"("")", true},
    {"capital_out", "direction", R"("OUT")", false},
    {"both", "direction", R"("both")", false},
    {"exit", "direction", R"("exit")", false},
    {"address", "address", R"("http://10.0.0.9:8000")", true},
    {"address_with_at_in_its_path", "address", R"("http://10.0.0.9/a@b")", true},
    {"address_with_password", "address", R"("http://admin:hik12345@10.0.0.9")", false},
    {"address_with_user", "address", R"("https://admin@10.0.0.9/x")", false},
    {"address_with_other_scheme", "address", R"("ftp://10.0.0.9")", false},
    {"network", "network", R"("192.168.1.0/24")", true},
    {"network_with_a_letter", "network", R"("192.168.1.x")", false},
    {"path", "barrier_path", R"("entrance")", true},
    {"path_nobody_knows", "barrier_path", R"("zzz")", false},
    {"channel_null", "channel", "null", true},
    {"channel_zero", "channel", "0", true},
    {"channel_highest", "channel", "255", true},
    {"channel_beyond", "channel", "256", false},
    {"channel_negative", "channel", "-1", false},
    {"channel_text", "channel", R"("1")", false},
    {"channel_fraction", "channel", "1.5", false},
    {"display", "display", R"({"kind":"fk","via":"serial_data","port":1})", true},
    {"display_without_port", "display", R"({"kind":"fk","via":"serial_data"})", true},
    {"display_port_text", "display", R"({"kind":"fk","via":"serial_data","port":"x"})", false},
    {"display_port_beyond", "display", R"({"kind":"fk","via":"serial_data","port":2})", false},
    {"display_of_no_kind", "display", R"({"kind":"xx","via":"serial_data"})", false},
};
class Setting : public ::testing::TestWithParam<SettingRow> {};
TEST_P(Setting, IsTakenOrRefusedWhenItIsMade) {
  const auto checked = checked_device(device(GetParam().key, parse_json(GetParam().json).value()));
  EXPECT_EQ(checked.has_value(), GetParam().fits);
  if (checked) return;
  EXPECT_EQ(checked.error().code, ErrorCode::invalid);
  EXPECT_NE(checked.error().message.find(GetParam().key), std::string::npos);
  EXPECT_EQ(checked.error().message.find("hik12345"), std::string::npos);
}
INSTANTIATE_TEST_SUITE_P(Rows, Setting, ::testing::ValuesIn(kSettings),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(CheckedDevice, KeepsNoSecret) {
  const auto checked = checked_device(device("password", "p4ssword"));
  ASSERT_TRUE(checked);
  EXPECT_EQ(checked->dump().find("p4ssword"), std::string::npos);
}

TEST(Network, IsAnAddressOrANetworkOfEitherKind) {
  for (const auto* text : {"10.0.0.9", "0.0.0.0/0", "192.168.1.0/32", "::1", "fe80::/10",
                           "::", "2001:db8:0:0:0:0:0:1", "2001:db8::1/128"}) {
    EXPECT_TRUE(is_network(text)) << text;
  }
  for (const auto* text :
       {"", "10.0.0", "10.0.0.256", "10.0.0.9.9", "10.0.0.9/33", "10.0.0.9/", "10.0.0.9/x", "/24",
        ":", "1:2", "fe80::/129", "::1::2", "12345::", "2001:db8:0:0:0:0:0:1:2", "g::", "a:b:"}) {
    EXPECT_FALSE(is_network(text)) << text;
  }
}

}  // namespace
}  // namespace cleangate::service
