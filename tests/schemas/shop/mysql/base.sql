-- A web shop: customers, a catalogue, orders, stock.
CREATE TABLE countries (
    code char(2) NOT NULL,
    name varchar(80) NOT NULL,
    is_eu boolean NOT NULL DEFAULT FALSE,
    PRIMARY KEY (code)
);

CREATE TABLE currencies (
    code char(3) NOT NULL PRIMARY KEY,
    name varchar(40) NOT NULL,
    digits smallint NOT NULL DEFAULT 2,
    CONSTRAINT currencies_digits CHECK (digits >= 0 AND digits <= 4)
);

CREATE TABLE customers (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    email varchar(190) NOT NULL,
    `Full Name` varchar(120),
    phone varchar(40),
    fax varchar(40),
    is_active boolean NOT NULL DEFAULT TRUE,
    default_address_id bigint,
    referred_by bigint,
    created_at datetime NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT customers_email_key UNIQUE (email),
    CONSTRAINT customers_referred_fkey FOREIGN KEY (referred_by) REFERENCES customers (id) ON DELETE SET NULL
);

CREATE TABLE addresses (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    customer_id bigint NOT NULL,
    street varchar(120) NOT NULL,
    city varchar(80) NOT NULL,
    zip varchar(12),
    country char(2) NOT NULL,
    kind varchar(10) NOT NULL DEFAULT 'home',
    CONSTRAINT addresses_customer_fkey FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE,
    CONSTRAINT addresses_country_fkey FOREIGN KEY (country) REFERENCES countries (code),
    CONSTRAINT addresses_kind CHECK (kind IN ('home', 'work', 'other'))
);

CREATE TABLE customer_groups (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name varchar(60) NOT NULL,
    discount decimal(5, 2) NOT NULL DEFAULT 0,
    CONSTRAINT customer_groups_name_key UNIQUE (name),
    CONSTRAINT customer_groups_discount CHECK (discount BETWEEN 0 AND 90)
);

CREATE TABLE customer_group_members (
    customer_id bigint NOT NULL,
    group_id bigint NOT NULL,
    joined_at datetime NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (customer_id, group_id),
    CONSTRAINT cgm_customer_fkey FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE,
    CONSTRAINT cgm_group_fkey FOREIGN KEY (group_id) REFERENCES customer_groups (id) ON DELETE CASCADE
);

CREATE TABLE sessions (
    token varchar(64) NOT NULL PRIMARY KEY,
    customer_id bigint,
    data json,
    expires_at datetime NOT NULL,
    CONSTRAINT sessions_customer_fkey FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE
);

CREATE TABLE newsletters (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    subject varchar(150) NOT NULL,
    body text NOT NULL,
    sent_at datetime
);

CREATE TABLE newsletter_subscriptions (
    newsletter_id bigint NOT NULL,
    customer_id bigint NOT NULL,
    PRIMARY KEY (newsletter_id, customer_id),
    CONSTRAINT ns_newsletter_fkey FOREIGN KEY (newsletter_id) REFERENCES newsletters (id) ON DELETE CASCADE,
    CONSTRAINT ns_customer_fkey FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE
);

CREATE TABLE brands (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name varchar(80) NOT NULL,
    website varchar(200),
    CONSTRAINT brands_name_key UNIQUE (name)
);

CREATE TABLE categories (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    parent_id bigint,
    name varchar(80) NOT NULL,
    slug varchar(90) NOT NULL,
    `order` int NOT NULL DEFAULT 0,
    CONSTRAINT categories_slug_key UNIQUE (slug),
    CONSTRAINT categories_parent_fkey FOREIGN KEY (parent_id) REFERENCES categories (id) ON DELETE CASCADE
);

CREATE TABLE tax_classes (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name varchar(40) NOT NULL,
    rate decimal(5, 2) NOT NULL,
    CONSTRAINT tax_classes_rate CHECK (rate >= 0)
);

CREATE TABLE products (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    sku varchar(40) NOT NULL,
    name varchar(160) NOT NULL,
    description text,
    brand_id bigint,
    tax_class_id bigint NOT NULL,
    price decimal(12, 2) NOT NULL,
    weight int,
    is_visible boolean NOT NULL DEFAULT TRUE,
    data json,
    created_at datetime NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT products_sku_key UNIQUE (sku),
    CONSTRAINT products_brand_fkey FOREIGN KEY (brand_id) REFERENCES brands (id) ON DELETE SET NULL,
    CONSTRAINT products_tax_class_fkey FOREIGN KEY (tax_class_id) REFERENCES tax_classes (id),
    CONSTRAINT products_price CHECK (price >= 0)
);

CREATE TABLE product_variants (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    product_id bigint NOT NULL,
    sku varchar(40) NOT NULL,
    size varchar(20),
    color varchar(20),
    surcharge decimal(12, 2) NOT NULL DEFAULT 0,
    CONSTRAINT product_variants_sku_key UNIQUE (sku),
    CONSTRAINT product_variants_product_fkey FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE
);

CREATE TABLE product_categories (
    product_id bigint NOT NULL,
    category_id bigint NOT NULL,
    PRIMARY KEY (product_id, category_id),
    CONSTRAINT pc_product_fkey FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE,
    CONSTRAINT pc_category_fkey FOREIGN KEY (category_id) REFERENCES categories (id) ON DELETE CASCADE
);

CREATE TABLE product_images (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    product_id bigint NOT NULL,
    path varchar(250) NOT NULL,
    width int,
    height int,
    CONSTRAINT product_images_product_fkey FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE
);

CREATE TABLE tags (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name varchar(40) NOT NULL,
    CONSTRAINT tags_name_key UNIQUE (name)
);

CREATE TABLE product_tags (
    product_id bigint NOT NULL,
    tag_id bigint NOT NULL,
    PRIMARY KEY (product_id, tag_id),
    CONSTRAINT pt_product_fkey FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE,
    CONSTRAINT pt_tag_fkey FOREIGN KEY (tag_id) REFERENCES tags (id) ON DELETE CASCADE
);

CREATE TABLE reviews (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    product_id bigint NOT NULL,
    customer_id bigint,
    stars smallint NOT NULL,
    title varchar(120),
    body text,
    created_at datetime NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT reviews_product_fkey FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE,
    CONSTRAINT reviews_customer_fkey FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE SET NULL,
    CONSTRAINT reviews_stars CHECK (stars BETWEEN 1 AND 5)
);

CREATE TABLE wishlists (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    customer_id bigint NOT NULL,
    name varchar(60) NOT NULL DEFAULT 'mine',
    CONSTRAINT wishlists_customer_fkey FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE
);

CREATE TABLE wishlist_items (
    wishlist_id bigint NOT NULL,
    product_id bigint NOT NULL,
    note varchar(200),
    PRIMARY KEY (wishlist_id, product_id),
    CONSTRAINT wi_wishlist_fkey FOREIGN KEY (wishlist_id) REFERENCES wishlists (id) ON DELETE CASCADE,
    CONSTRAINT wi_product_fkey FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE
);

CREATE TABLE carts (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    customer_id bigint,
    currency char(3) NOT NULL,
    created_at datetime NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT carts_customer_fkey FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE,
    CONSTRAINT carts_currency_fkey FOREIGN KEY (currency) REFERENCES currencies (code)
);

CREATE TABLE cart_items (
    cart_id bigint NOT NULL,
    variant_id bigint NOT NULL,
    quantity int NOT NULL DEFAULT 1,
    PRIMARY KEY (cart_id, variant_id),
    CONSTRAINT ci_cart_fkey FOREIGN KEY (cart_id) REFERENCES carts (id) ON DELETE CASCADE,
    CONSTRAINT ci_variant_fkey FOREIGN KEY (variant_id) REFERENCES product_variants (id) ON DELETE CASCADE,
    CONSTRAINT cart_items_quantity CHECK (quantity > 0)
);

CREATE TABLE `order` (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    number varchar(20) NOT NULL,
    customer_id bigint,
    state enum('new', 'paid', 'packed', 'sent', 'closed') NOT NULL DEFAULT 'new',
    currency char(3) NOT NULL,
    shipping_address_id bigint,
    net decimal(12, 2) NOT NULL DEFAULT 0,
    tax decimal(12, 2) NOT NULL DEFAULT 0,
    gross decimal(12, 2) GENERATED ALWAYS AS (net + tax) STORED,
    note text,
    placed_at datetime NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT order_number_key UNIQUE (number),
    CONSTRAINT order_customer_fkey FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE SET NULL,
    CONSTRAINT order_currency_fkey FOREIGN KEY (currency) REFERENCES currencies (code),
    CONSTRAINT order_address_fkey FOREIGN KEY (shipping_address_id) REFERENCES addresses (id) ON DELETE SET NULL
);

CREATE TABLE order_lines (
    order_id bigint NOT NULL,
    line smallint NOT NULL,
    variant_id bigint,
    title varchar(160) NOT NULL,
    quantity int NOT NULL,
    unit_price decimal(12, 2) NOT NULL,
    total decimal(14, 2) GENERATED ALWAYS AS (quantity * unit_price) STORED,
    PRIMARY KEY (order_id, line),
    CONSTRAINT ol_order_fkey FOREIGN KEY (order_id) REFERENCES `order` (id) ON DELETE CASCADE,
    CONSTRAINT ol_variant_fkey FOREIGN KEY (variant_id) REFERENCES product_variants (id) ON DELETE SET NULL,
    CONSTRAINT order_lines_quantity CHECK (quantity > 0)
);

CREATE TABLE payments (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    order_id bigint NOT NULL,
    state enum('open', 'authorised', 'captured', 'refunded') NOT NULL DEFAULT 'open',
    amount decimal(12, 2) NOT NULL,
    provider varchar(30) NOT NULL,
    reference varchar(80),
    created_at datetime NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT payments_order_fkey FOREIGN KEY (order_id) REFERENCES `order` (id) ON DELETE CASCADE,
    CONSTRAINT payments_provider_reference_key UNIQUE (provider, reference),
    CONSTRAINT payments_amount CHECK (amount > 0)
);

CREATE TABLE refunds (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    payment_id bigint NOT NULL,
    amount decimal(12, 2) NOT NULL,
    reason enum('damaged', 'wrong', 'late') NOT NULL,
    CONSTRAINT refunds_payment_fkey FOREIGN KEY (payment_id) REFERENCES payments (id) ON DELETE CASCADE
);

CREATE TABLE carriers (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name varchar(60) NOT NULL,
    tracking_url varchar(200)
);

CREATE TABLE shipments (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    order_id bigint NOT NULL,
    carrier_id bigint NOT NULL,
    tracking varchar(60),
    sent_at datetime,
    CONSTRAINT shipments_order_fkey FOREIGN KEY (order_id) REFERENCES `order` (id) ON DELETE CASCADE,
    CONSTRAINT shipments_carrier_fkey FOREIGN KEY (carrier_id) REFERENCES carriers (id)
);

CREATE TABLE shipment_lines (
    shipment_id bigint NOT NULL,
    order_id bigint NOT NULL,
    line smallint NOT NULL,
    quantity int NOT NULL,
    PRIMARY KEY (shipment_id, order_id, line),
    CONSTRAINT sl_shipment_fkey FOREIGN KEY (shipment_id) REFERENCES shipments (id) ON DELETE CASCADE,
    CONSTRAINT sl_line_fkey FOREIGN KEY (order_id, line) REFERENCES order_lines (order_id, line) ON DELETE CASCADE
);

CREATE TABLE coupons (
    code varchar(30) NOT NULL PRIMARY KEY,
    percent smallint,
    amount decimal(12, 2),
    valid_from date,
    valid_to date,
    CONSTRAINT coupons_one CHECK (percent IS NULL OR amount IS NULL OR percent >= 0)
);

CREATE TABLE coupon_uses (
    coupon varchar(30) NOT NULL,
    order_id bigint NOT NULL,
    PRIMARY KEY (coupon, order_id),
    CONSTRAINT cu_coupon_fkey FOREIGN KEY (coupon) REFERENCES coupons (code) ON UPDATE CASCADE,
    CONSTRAINT cu_order_fkey FOREIGN KEY (order_id) REFERENCES `order` (id) ON DELETE CASCADE
);

CREATE TABLE `Gift Cards` (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    `Code` varchar(30) NOT NULL,
    balance decimal(12, 2) NOT NULL DEFAULT 0,
    owner_id bigint,
    CONSTRAINT `Gift Cards code` UNIQUE (`Code`),
    CONSTRAINT gift_cards_owner_fkey FOREIGN KEY (owner_id) REFERENCES customers (id) ON DELETE SET NULL
);

CREATE TABLE `přehled` (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    název varchar(80) NOT NULL,
    výše decimal(12, 2),
    den date
);

CREATE TABLE stock_warehouses (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name varchar(60) NOT NULL,
    country char(2) NOT NULL,
    CONSTRAINT warehouses_country_fkey FOREIGN KEY (country) REFERENCES countries (code)
);

CREATE TABLE stock_bins (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    warehouse_id bigint NOT NULL,
    label varchar(20) NOT NULL,
    CONSTRAINT bins_label_key UNIQUE (warehouse_id, label),
    CONSTRAINT bins_warehouse_fkey FOREIGN KEY (warehouse_id) REFERENCES stock_warehouses (id) ON DELETE CASCADE
);

CREATE TABLE stock_levels (
    bin_id bigint NOT NULL,
    variant_id bigint NOT NULL,
    quantity int NOT NULL DEFAULT 0,
    reserved int NOT NULL DEFAULT 0,
    free int GENERATED ALWAYS AS (quantity - reserved) STORED,
    PRIMARY KEY (bin_id, variant_id),
    CONSTRAINT levels_bin_fkey FOREIGN KEY (bin_id) REFERENCES stock_bins (id) ON DELETE CASCADE,
    CONSTRAINT levels_variant_fkey FOREIGN KEY (variant_id) REFERENCES product_variants (id) ON DELETE CASCADE
);

CREATE TABLE stock_movements (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    bin_id bigint NOT NULL,
    variant_id bigint NOT NULL,
    delta int NOT NULL,
    why varchar(20) NOT NULL DEFAULT 'count',
    moved_at datetime NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT movements_bin_fkey FOREIGN KEY (bin_id) REFERENCES stock_bins (id),
    CONSTRAINT movements_variant_fkey FOREIGN KEY (variant_id) REFERENCES product_variants (id),
    CONSTRAINT movements_delta CHECK (delta <> 0)
);

CREATE TABLE stock_suppliers (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name varchar(100) NOT NULL,
    email varchar(190),
    brand_id bigint,
    CONSTRAINT suppliers_brand_fkey FOREIGN KEY (brand_id) REFERENCES brands (id) ON DELETE SET NULL
);

CREATE TABLE stock_purchase_orders (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    supplier_id bigint NOT NULL,
    ordered_on date NOT NULL,
    arrived_on date,
    CONSTRAINT po_supplier_fkey FOREIGN KEY (supplier_id) REFERENCES stock_suppliers (id),
    CONSTRAINT po_dates CHECK (arrived_on IS NULL OR arrived_on >= ordered_on)
);

CREATE TABLE stock_purchase_lines (
    purchase_order_id bigint NOT NULL,
    variant_id bigint NOT NULL,
    quantity int NOT NULL,
    cost decimal(12, 4) NOT NULL,
    PRIMARY KEY (purchase_order_id, variant_id),
    CONSTRAINT pl_order_fkey FOREIGN KEY (purchase_order_id) REFERENCES stock_purchase_orders (id) ON DELETE CASCADE,
    CONSTRAINT pl_variant_fkey FOREIGN KEY (variant_id) REFERENCES product_variants (id)
);

CREATE TABLE audit_log (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    actor varchar(60),
    action varchar(40) NOT NULL,
    details json,
    at datetime NOT NULL DEFAULT CURRENT_TIMESTAMP
);
ALTER TABLE customers ADD CONSTRAINT customers_default_address_fkey FOREIGN KEY (default_address_id) REFERENCES addresses (id) ON DELETE SET NULL;

CREATE INDEX addresses_customer_idx ON addresses (customer_id);
CREATE INDEX sessions_expires_idx ON sessions (expires_at);
CREATE INDEX products_name_idx ON products (name, price DESC);
CREATE INDEX reviews_product_idx ON reviews (product_id, stars);
CREATE INDEX order_placed_idx ON `order` (placed_at);
CREATE INDEX audit_log_at_idx ON audit_log (at, action);
CREATE INDEX movements_variant_idx ON stock_movements (variant_id, moved_at);
CREATE VIEW open_orders AS SELECT o.id, o.number, o.placed_at, o.net FROM `order` o WHERE o.state <> 'closed';
CREATE VIEW bestsellers AS SELECT p.id, p.name, sum(l.quantity) AS sold FROM products p JOIN product_variants v ON v.product_id = p.id JOIN order_lines l ON l.variant_id = v.id GROUP BY p.id, p.name;
CREATE VIEW late_orders AS SELECT number FROM open_orders WHERE net > 0;
CREATE TRIGGER order_touch BEFORE UPDATE ON `order` FOR EACH ROW SET NEW.note = nullif(NEW.note, '');
CREATE FUNCTION with_tax(net decimal(12, 2), rate decimal(5, 2)) RETURNS decimal(12, 2) DETERMINISTIC RETURN net * (1 + rate / 100);
