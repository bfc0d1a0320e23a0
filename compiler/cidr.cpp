#include <arpa/inet.h>
#include <charconv>
#include <cstring>

#include "compiler/values.h"

namespace keyward::compiler {

std::optional<Cidr> ParseCidr(std::string_view text) {
  Cidr block;
  const size_t slash = text.find('/');
  const std::string_view address = text.substr(0, slash);
  char buffer[64];
  if (address.empty() || address.size() >= sizeof buffer) return std::nullopt;
  std::memcpy(buffer, address.data(), address.size());
  buffer[address.size()] = '\0';
  if (std::strlen(buffer) != address.size()) return std::nullopt;
  block.v6 = address.find(':') != std::string_view::npos;
  if (inet_pton(block.v6 ? AF_INET6 : AF_INET, buffer, block.address.data()) != 1) {
    return std::nullopt;
  }
  const uint8_t bits = block.v6 ? 128 : 32;
  block.prefix = bits;
  if (slash == std::string_view::npos) return block;
  const std::string_view length = text.substr(slash + 1);
  if (length.empty() || length.size() > 3) return std::nullopt;
  const auto [end, error] =
      std::from_chars(length.data(), length.data() + length.size(), block.prefix);
  if (error != std::errc() || end != length.data() + length.size() || block.prefix > bits) {
    return std::nullopt;
  }
  return block;
}

bool Contains(const Cidr& block, const Cidr& host) {
  if (block.v6 != host.v6) return false;
  const size_t bytes = block.prefix / 8u;
  if (std::memcmp(block.address.data(), host.address.data(), bytes) != 0) return false;
  const unsigned rest = block.prefix % 8u;
  if (rest == 0) return true;
  const unsigned mask = 0xFFu << (8 - rest) & 0xFFu;
  return (block.address[bytes] & mask) == (host.address[bytes] & mask);
}

}  // namespace keyward::compiler
