#include "kms/paging.h"

#include "base/check.h"
#include "kms/validate.h"
#include "kms/wire/base64.h"

namespace keyward::kms {
namespace {

constexpr size_t kMaxLast = 512;
constexpr size_t kChecksumSize = 8;
constexpr char kFormat = '1';

// Checksum is FNV-1a over the operation, the list and the place.
uint64_t Checksum(Operation operation, std::string_view list, std::string_view last) {
  uint64_t sum = 14695981039346656037u;
  const auto add = [&sum](std::string_view text) {
    for (const char c : text) sum = (sum ^ static_cast<unsigned char>(c)) * 1099511628211u;
    sum = (sum ^ 0x100u) * 1099511628211u;  // no byte: what follows is another part
  };
  add(FactsOf(operation).name);
  add(list);
  add(last);
  return sum;
}

std::string ChecksumBytes(uint64_t sum) {
  std::string bytes;
  for (size_t i = 0; i < kChecksumSize; ++i) bytes += static_cast<char>(sum >> (8 * i) & 0xFFu);
  return bytes;
}

}  // namespace

std::optional<PageLimits> PageLimitsOf(Operation operation) {
  switch (operation) {
    case Operation::kListAliases:
    case Operation::kListGrants:
    case Operation::kListRetirableGrants: return PageLimits{50, 100};
    case Operation::kListResourceTags: return PageLimits{50, 50};
    case Operation::kDescribeCustomKeyStores:
    case Operation::kListKeyPolicies:
    case Operation::kListKeyRotations:
    case Operation::kListKeys: return PageLimits{100, 1000};
    default: return std::nullopt;
  }
}

Answer<int64_t> PageLimit(Operation operation, const Document& request) {
  const std::optional<PageLimits> limits = PageLimitsOf(operation);
  KEYWARD_CHECK(limits.has_value());
  const int64_t limit = request.Integer("Limit").value_or(limits->fallback);
  if (limit < 1 || limit > limits->max) {
    return tl::unexpected<AwsError>(
        ValidationError({ValueOutOfRange("limit", limit, 1, limits->max)}));
  }
  return limit;
}

std::string MakeMarker(Operation operation, std::string_view list, std::string_view last) {
  KEYWARD_CHECK(last.size() <= kMaxLast);
  std::string plain(1, kFormat);
  plain += ChecksumBytes(Checksum(operation, list, last));
  plain += last;
  std::string marker(Base64Size(plain.size()), '\0');
  EncodeBase64(AsBytes(plain), marker);
  return marker;
}

Answer<std::string> ReadMarker(Operation operation, std::string_view list,
                               std::string_view marker) {
  const std::optional<size_t> size = Base64DecodedSize(marker);
  if (!size || *size < 1 + kChecksumSize || *size > 1 + kChecksumSize + kMaxLast) {
    return Refuse(Exception::kInvalidMarkerException);
  }
  Bytes bytes(*size);
  if (!DecodeBase64(marker, bytes)) return Refuse(Exception::kInvalidMarkerException);
  const std::string_view plain = AsText(bytes);
  const std::string_view last = plain.substr(1 + kChecksumSize);
  if (plain.front() != kFormat ||
      plain.substr(1, kChecksumSize) != ChecksumBytes(Checksum(operation, list, last))) {
    return Refuse(Exception::kInvalidMarkerException);
  }
  return std::string(last);
}

}  // namespace keyward::kms
