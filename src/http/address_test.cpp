#include "http/address.h"

#include <gtest/gtest.h>

namespace cleangate::http {
namespace {

TEST(AddressTest, IsReadFromText) {
  struct Row {
    const char* text;
    const char* host;  ///< null = refused
    int port = 0;
  };
  const Row rows[] = {{"127.0.0.1:8080", "127.0.0.1", 8080},
                      {"[::1]:0", "::1", 0},
                      {"localhost:80", "127.0.0.1", 80},
                      {":65535", "0.0.0.0", 65535},
                      {"0.0.0.0:1", "0.0.0.0", 1},
                      {"127.0.0.1:65536", nullptr},
                      {"127.0.0.1", nullptr},
                      {"127.0.0.1:", nullptr},
                      {"127.0.0.1:-1", nullptr},
                      {"::1:80", nullptr},
                      {"gate.local:80", nullptr},
                      {"", nullptr}};
  for (const auto& row : rows) {
    const auto address = parse_address(row.text);
    ASSERT_EQ(address.has_value(), row.host != nullptr) << row.text;
    if (!address) continue;
    EXPECT_EQ(address->host, row.host);
    EXPECT_EQ(address->port, row.port);
  }
  EXPECT_EQ(to_text(Address{"::1", 80}), "[::1]:80");
  EXPECT_EQ(to_text(Address{"10.0.0.1", 80}), "10.0.0.1:80");
}

TEST(AddressTest, KnowsWhatIsLoopbackPrivateAndPublic) {
  struct Row {
    const char* host;
    bool loopback, is_private;
  };
  const Row rows[] = {{"127.0.0.1", true, true},     {"127.255.255.255", true, true},
                      {"::1", true, true},           {"::ffff:127.0.0.1", true, true},
                      {"128.0.0.1", false, false},   {"10.0.0.1", false, true},
                      {"11.0.0.1", false, false},    {"172.15.0.1", false, false},
                      {"172.16.0.1", false, true},   {"172.31.255.255", false, true},
                      {"172.32.0.1", false, false},  {"192.168.0.1", false, true},
                      {"192.169.0.1", false, false}, {"100.63.0.1", false, false},
                      {"100.64.0.1", false, true},   {"100.127.0.1", false, true},
                      {"100.128.0.1", false, false}, {"169.254.1.1", false, true},
                      {"fe80::1%eth0", false, true}, {"fd00::1", false, true},
                      {"fec0::1", false, false},     {"2001:db8::1", false, false},
                      {"0.0.0.0", false, false},     {"nonsense", false, false}};
  for (const auto& row : rows) {
    EXPECT_EQ(is_loopback(row.host), row.loopback) << row.host;
    EXPECT_EQ(is_private(row.host), row.is_private) << row.host;
  }
  EXPECT_TRUE(is_every_address("0.0.0.0"));
  EXPECT_TRUE(is_every_address("::"));
  EXPECT_FALSE(is_every_address("::1"));
  EXPECT_FALSE(is_every_address("x"));
}

TEST(AddressTest, KnowsWhatLiesInANetwork) {
  struct Row {
    const char* host;
    const char* network;
    bool inside;
  };
  const Row rows[] = {{"192.168.1.64", "192.168.1.0/24", true},
                      {"192.168.2.64", "192.168.1.0/24", false},
                      {"192.168.1.64", "192.168.1.64", true},
                      {"192.168.1.65", "192.168.1.64", false},
                      {"10.9.8.7", "10.0.0.0/8", true},
                      {"11.9.8.7", "10.0.0.0/8", false},
                      {"172.16.5.1", "172.16.4.0/23", true},
                      {"172.16.6.1", "172.16.4.0/23", false},
                      {"1.2.3.4", "0.0.0.0/0", true},
                      {"1.2.3.4", "1.2.3.4/32", true},
                      {"1.2.3.5", "1.2.3.4/32", false},
                      {"::ffff:10.0.0.1", "10.0.0.0/8", true},
                      {"fd00::1", "fd00::/8", true},
                      {"fe00::1", "fd00::/8", false},
                      {"::1", "::1", true},
                      {"::1", "0.0.0.0/0", false},
                      {"1.2.3.4", "1.2.3.4/33", false},
                      {"1.2.3.4", "1.2.3.4/", false},
                      {"1.2.3.4", "1.2.3.4/x", false},
                      {"1.2.3.4", "1.2.3/24", false},
                      {"1.2.3.4", "999.2.3.4/0", false},
                      {"1.2.3.4", "", false},
                      {"x", "0.0.0.0/0", false}};
  for (const auto& row : rows) {
    EXPECT_EQ(is_in_network(row.host, row.network), row.inside) << row.host << " " << row.network;
  }
}

}  // namespace
}  // namespace cleangate::http
